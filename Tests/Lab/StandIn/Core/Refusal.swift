/// The daemon's refusal of a command, as an RPC status: a message, and details that may hold several lines.
package struct Refusal: Error, Equatable, Codable, Sendable {
  /// The RPC status codes that clients tell apart.
  package enum Kind: String, Codable, Sendable {
    case failedPrecondition
    case invalidArgument
    /// The instance is not running; `exec` and `shell` start it and try again.
    case aborted
    case unauthenticated
  }

  package var kind: Kind
  package var message: String
  package var details: String

  package init(_ kind: Kind, _ message: String, details: String = "") {
    self.kind = kind
    self.message = message
    self.details = details
  }

  /// Several errors, one a line.
  package static func errors(_ kind: Kind, _ lines: [String]) -> Refusal {
    Refusal(kind, "The following errors occurred:", details: lines.joined(separator: "\n"))
  }

  /// What releases say to a user whom the daemon does not know.
  package static let unauthenticated = Refusal(
    .unauthenticated, "The client is not authenticated with the Multipass service.",
    details: "Please use 'multipass authenticate' before proceeding.")

  /// What is said where processors cannot virtualise.
  package static let withoutKVM = Refusal(
    .failedPrecondition, "KVM support is not enabled on this machine.\nPlease ensure the following:",
    details: "  1. KVM is supported by the processor.\n  2. KVM support is enabled in the BIOS.")

  /// What is said when no image server answers.
  package static let withoutImages = Refusal(
    .failedPrecondition,
    "Remote \"\" is unknown or unreachable. If image mirror is enabled, please confirm it is valid.")

  /// What is printed on standard error when `command` fails with it; `details` stands in for the refusal's own.
  package func text(of command: String, details: String? = nil) -> String {
    let details = details ?? self.details
    return "\(command) failed: \(message)\n" + (details.isEmpty ? "" : details + "\n")
  }
}
