package import Supervision

extension CommandEnd {
  /// Why the command failed; nil for one that succeeded, whatever it printed on standard error.
  package var trouble: MultipassTrouble? {
    switch exit {
    case .code(0): nil
    case .notFound: .missing
    case .limitPassed: .hung
    case .signal(let number): .failed(reason: "multipass was killed by signal \(number)")
    case .code(let code): readFailure(code)
    }
  }

  /// Exit codes tell little (2 for nearly everything, and `exec` passes the guest's on), so the texts are searched.
  private func readFailure(_ code: Int32) -> MultipassTrouble {
    let reason = failureText(in: errorOutput) ?? "multipass ended with exit code \(code) and gave no reason"
    if Self.signsOfAbsence.contains(where: errorOutput.contains) { return .daemonDown }
    if Self.signsOfRefusal.contains(where: errorOutput.contains) { return .unauthenticated(reason: reason) }
    return .failed(reason: reason)
  }

  /// The second is what a client says on a machine where the daemon never ran.
  private static let signsOfAbsence = ["cannot connect to the multipass socket", "multipass_root_cert.pem"]

  /// Releases say "The client is not …", later versions "The user is not …"; the second is the socket's own mode.
  private static let signsOfRefusal = [
    "not authenticated with the Multipass service", "multipass socket access denied",
  ]
}
