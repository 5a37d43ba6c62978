import DockhostInterface
import Supervision

/// Tells of the last time that a wanted engine was out of reach.
struct IncidentLog: Equatable {
  /// What is done during one incident and told of it; more would only repeat.
  private static let mostActions = 20

  private(set) var last: Incident?

  init(last: Incident? = nil) {
    self.last = last
  }

  private var isOpen: Bool { last.map { $0.ended == nil } ?? false }

  /// Takes where the host is now. An engine that has not been up before is one that takes its time to start; after that,
  /// the `worst` condition begins an incident when it is an error. `time` is RFC 3339, UTC.
  mutating func update(isUp: Bool, isWanted: Bool, hasBeenUp: Bool, worst: Condition?, at time: String) {
    if isOpen {
      if isUp || !isWanted { last?.ended = time }
    } else if !isUp, isWanted, hasBeenUp, let worst, worst.severity == .error {
      last = Incident(code: worst.code, message: worst.message, began: time, actions: [])
    }
  }

  /// Notes what is done about it.
  mutating func note(_ operation: Operation, at time: String) {
    guard isOpen, let count = last?.actions.count, count < Self.mostActions else { return }
    last?.actions.append("\(time) \(operation.words)")
  }
}
