/// What is the matter with a host, as far as a remedy goes.
package enum Ailment: CaseIterable, Equatable, Sendable {
  case instanceStopped
  case instanceSuspended
  /// The engine does not answer, and its instance runs.
  case engineLost
}

/// One step of a ladder: what is done, and how long it has to show its effect before the next diagnosis.
package struct Rung: Equatable, Sendable {
  package var operation: Operation
  package var settle: Duration

  package init(_ operation: Operation, settle: Duration) {
    self.operation = operation
    self.settle = settle
  }
}

extension Ailment {
  /// The remedies, least disruptive first; empty where nothing is done by guess and a person is told instead.
  package var ladder: [Rung] {
    switch self {
    // 180 s: facts, the start grace of an instance.
    case .instanceStopped, .instanceSuspended: [Rung(.start, settle: .seconds(180))]
    case .engineLost: []
    }
  }
}
