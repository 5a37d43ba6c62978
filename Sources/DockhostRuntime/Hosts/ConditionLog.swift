import Diagnosis
import DockhostInterface

/// Remembers since when each condition has held.
struct ConditionLog: Equatable {
  /// What came and what went with an update.
  struct Change: Equatable {
    var began: [Condition] = []
    var ended: [Condition] = []
  }

  /// Worst first.
  private(set) var conditions: [Condition] = []

  /// Takes the findings of now; a condition that held before keeps its beginning. `time` is RFC 3339, UTC.
  mutating func update(_ findings: [Finding], at time: String) -> Change {
    let before = conditions
    conditions = findings.map { finding in
      let since = before.first { $0.code == finding.code.rawValue }?.since ?? time
      return Condition(finding, since: since)
    }
    return Change(
      began: conditions.filter { condition in !before.contains { $0.code == condition.code } },
      ended: before.filter { condition in !conditions.contains { $0.code == condition.code } })
  }
}

extension Condition {
  fileprivate init(_ finding: Finding, since: String) {
    self.init(
      code: finding.code.rawValue, severity: Severity(finding.gravity), message: finding.message, since: since,
      evidence: finding.evidence, hint: finding.hint)
  }
}

extension Severity {
  fileprivate init(_ gravity: Gravity) {
    self =
      switch gravity {
      case .info: .info
      case .warning: .warning
      case .error: .error
      }
  }
}
