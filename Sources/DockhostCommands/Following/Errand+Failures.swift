import DockhostClient
import DockhostInterface

/// How an errand is left before its end.
extension Errand {
  func interrupted(_ host: String?) -> Failure {
    Failure(.interrupted, "left; dockhostd goes on \(action.gerund) \(quoted(host))", hint: "see: \(watch(host))")
  }

  func timedOut(_ host: String?, after limit: Duration) -> Failure {
    Failure(
      .timedOut, "\(action.gerund) \(quoted(host)) was not done within \(words(for: limit)); dockhostd goes on",
      hint: "see: \(watch(host))")
  }

  /// A restart is not asked for twice.
  func lost(_ host: String?) -> Failure {
    Failure(
      .unreachable, "dockhostd went away while it was \(action.gerund) \(quoted(host)); how that ended is not known",
      hint: "see: dockhostctl status")
  }

  private func watch(_ host: String?) -> String {
    (["dockhostctl watch"] + (host.map { [$0] } ?? [])).joined(separator: " ")
  }
}

/// A host in a sentence.
func quoted(_ host: String?) -> String {
  host.map { "'\($0)'" } ?? "the default host"
}

extension HostAction {
  /// What is being done.
  var gerund: String {
    switch self {
    case .start: "starting"
    case .stop: "stopping"
    case .restart(.instance): "restarting"
    case .restart(.engine): "restarting Docker Engine on"
    case .check: "checking"
    case .pause: "pausing"
    case .resume: "resuming"
    }
  }
}
