import DockhostInterface
import Logging

/// One line of the journal for each change.
extension HostDriver {
  func logChanges(from before: Host, conditions change: ConditionLog.Change) {
    let metadata: Logger.Metadata = ["host": "\(name)", "phase": "\(host.phase.rawValue)"]
    if host.phase != before.phase {
      services.logger.notice("'\(name)' is \(host.phase.rawValue) (was \(before.phase.rawValue))", metadata: metadata)
    }
    for condition in change.began {
      services.logger.log(
        level: condition.level, "\(condition.message)\(condition.reasons)",
        metadata: metadata.merging(["condition": "\(condition.code)"]) { $1 })
    }
    for condition in change.ended {
      services.logger.notice(
        "'\(name)': no longer \(condition.code)", metadata: metadata.merging(["condition": "\(condition.code)"]) { $1 })
    }
  }
}

extension Condition {
  fileprivate var level: Logger.Level {
    switch severity {
    case .info: .notice
    case .warning: .warning
    case .error: .error
    }
  }

  fileprivate var reasons: String { evidence.isEmpty ? "" : " (\(evidence.joined(separator: "; ")))" }
}
