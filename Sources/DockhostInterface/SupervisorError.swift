/// The interface's named errors.
package enum SupervisorError: Error, Equatable, Sendable {
  case noSuchHost(host: String)
  /// No host was named and there is no default.
  case ambiguousHost(hosts: [String])
  case notRunning(host: String, phase: Phase)
  case busy(host: String, operation: String)
  case multipassUnavailable(reason: String)
  case timeout(host: String, seconds: Int)
  /// The line counts from 1; nil where it is not sure.
  case invalidSettings(file: String, line: Int?, message: String)
}
