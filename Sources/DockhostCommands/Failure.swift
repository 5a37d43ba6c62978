import DockhostClient
import DockhostInterface
import Varlink

/// Why a command fails, and what to try next.
package struct Failure: Error, Equatable, Sendable {
  package let status: ExitStatus
  package let message: String
  /// More about it, a line each.
  package let details: [String]
  package let hint: String?
  /// The question that the daemon wants to be answered first.
  let question: Question?

  init(
    _ status: ExitStatus, _ message: String, details: [String] = [], hint: String? = nil, question: Question? = nil
  ) {
    self.status = status
    self.message = message
    self.details = details
    self.hint = hint
    self.question = question
  }

  /// As it is written to standard error, without the line's end.
  var text: String {
    let lines = ["\(programName): \(message)"] + (details + (hint.map { [$0] } ?? [])).map { "  \($0)" }
    return lines.map(printable).joined(separator: "\n")
  }
}

extension Failure {
  init(_ error: ClientError) {
    switch error {
    case .unreachable(let path, let reason): self.init(reason, at: path)
    case .lost:
      self.init(.unreachable, "dockhostd went away", hint: "see why: dockhostctl logs")
    case .silent(let limit):
      self.init(
        .unreachable, "dockhostd does not answer within \(words(for: limit))",
        hint: "try: systemctl --user restart dockhostd")
    case .garbled(let what):
      self.init(.failed, "what dockhostd answered cannot be read: \(what)", hint: "compare: dockhostctl version")
    case .refused(let error): self.init(error)
    case .unsupported(let error): self.init(error)
    case .unknown(let name):
      self.init(.failed, "dockhostd answered with an unknown error '\(name)'", hint: "compare: dockhostctl version")
    }
  }

  private init(_ reason: Unreachability, at path: String) {
    let why =
      switch reason {
      case .noSocket: "there is no socket '\(path)'"
      case .refused: "nobody listens at '\(path)'"
      case .forbidden: "no permission for '\(path)', which serves its owner only"
      case .pathTooLong: "'\(path)' is too long for a socket: expected at most 107 bytes"
      case .other(let text): "'\(path)': \(text)"
      }
    let hint: String? =
      switch reason {
      case .forbidden: "try it as the user who runs dockhostd: ls -l '\(path)'"
      case .pathTooLong: nil
      case .noSocket, .refused, .other:
        "start it: systemctl --user start dockhostd.socket, or run dockhostd on a terminal"
      }
    let what = reason == .forbidden ? "dockhostd cannot be reached" : "dockhostd is not running"
    self.init(.unreachable, "\(what): \(why)", hint: hint)
  }

  private init(_ error: SupervisorError) {
    switch error {
    case .noSuchHost(let host):
      self.init(
        .noSuchHost, "there is no host '\(host)' in the configuration",
        hint: "see: dockhostctl list, or add it: dockhostctl up \(host)")
    case .ambiguousHost(let hosts):
      let names = hosts.map { "'\($0)'" }.joined(separator: ", ")
      self.init(
        .usage, "which host? Name one of \(names)",
        hint: "or set default-host in the configuration, then: dockhostctl reload")
    case .notRunning(let host, .absent):
      self.init(.failed, "the instance of '\(host)' does not exist", hint: "create it: dockhostctl up \(host)")
    case .notRunning(let host, let phase):
      self.init(.failed, "'\(host)' does not run: it is \(phase.words)", hint: "try: dockhostctl start \(host)")
    case .busy(let host, let operation):
      self.init(.failed, "'\(host)' is busy: \(operation)", hint: "see: dockhostctl watch \(host)")
    case .multipassUnavailable(let reason):
      self.init(.failed, "Multipass cannot be used: \(reason)", hint: "see: dockhostctl status")
    case .timeout(let host, let seconds):
      self.init(
        .failed, "'\(host)' was not there after \(words(for: .seconds(seconds)))",
        hint: "see: dockhostctl status \(host)")
    case .invalidSettings(let file, let line, let message):
      self.init(.badConfiguration, place(file, line) + message, hint: "the settings from before stay in force")
    case .needsConsent(_, let key, let text, let details):
      self.init(.failed, text, details: details, question: Question(key: key, text: text, details: details))
    case .workFailed(_, _, let reason, let hint): self.init(.failed, reason, hint: hint)
    }
  }

  private init(_ error: ServiceError) {
    let what =
      switch error {
      case .interfaceNotFound(let name): "the interface '\(name)'"
      case .methodNotFound(let name), .methodNotImplemented(let name): "the method '\(name)'"
      case .invalidParameter(let name): "the parameter '\(name)'"
      case .permissionDenied: "this user"
      case .expectedMore: "a call for one reply only"
      }
    self.init(.failed, "dockhostd does not take \(what)", hint: "compare: dockhostctl version")
  }
}

private func place(_ file: String, _ line: Int?) -> String {
  line.map { "\(file):\($0): " } ?? "\(file): "
}

/// Carries out what talks to the daemon, and says for people what kept it from working.
func speaking<Value>(_ body: () throws(ClientError) -> Value) throws(Failure) -> Value {
  do {
    return try body()
  } catch {
    throw Failure(error)
  }
}
