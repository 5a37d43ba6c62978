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
  /// The user has to agree first; the call is made again with `key` among those agreed to.
  case needsConsent(host: String, key: String, question: String, details: [String])
  /// A step of a work failed.
  case workFailed(host: String, step: String, reason: String, hint: String)
}
