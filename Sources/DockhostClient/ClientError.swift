package import DockhostInterface
package import Varlink

/// Why a call did not come to a good end.
package enum ClientError: Error, Equatable, Sendable {
  /// Nobody answers at `path`.
  case unreachable(path: String, reason: Unreachability)
  /// The connection ended before the last reply.
  case lost
  /// No reply came within the limit.
  case silent(Duration)
  /// What came is no reply to the call.
  case garbled(String)
  /// The daemon's own refusal.
  case refused(SupervisorError)
  /// The protocol's refusal, such as a method that an older daemon does not have.
  case unsupported(ServiceError)
  /// An error of neither interface; its name.
  case unknown(String)
}

/// Why there is no way to the daemon.
package enum Unreachability: Equatable, Sendable {
  case noSocket
  /// There is a socket, and nobody listens.
  case refused
  case forbidden
  /// Longer than the 107 bytes that a Unix socket's address holds.
  case pathTooLong
  /// Anything else, in the system's words.
  case other(String)
}
