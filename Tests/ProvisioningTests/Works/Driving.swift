import Provisioning

/// How a work that is driven by itself ended.
struct Run {
  var end: Move
  /// The names of its steps, in order.
  var steps: [String]
}

/// Where a daemon dies.
struct Death {
  enum Moment: CaseIterable {
    /// Before the step was begun.
    case before
    /// In the middle of it.
    case within
    /// After it took hold, and before anybody took its end.
    case after
  }

  var step: Int
  var moment: Moment
}

extension WorkWorld {
  /// Drives a work to its end.
  mutating func run(_ work: some Work) -> Run {
    var driven = work
    var steps: [String] = []
    // More steps than any work takes that comes to an end.
    while case .perform(let step) = driven.move, steps.count < 3000 {
      steps.append(step.name)
      driven.take(perform(step.action))
    }
    return Run(end: driven.move, steps: steps)
  }

  /// Drives a work until its daemon dies; whether that came before its end.
  @discardableResult
  mutating func run(_ work: some Work, dying death: Death) -> Bool {
    var driven = work
    for _ in 0..<death.step {
      guard case .perform(let step) = driven.move else { return false }
      driven.take(perform(step.action))
    }
    guard case .perform(let step) = driven.move else { return false }
    switch death.moment {
    case .before: break
    case .within: abandon(step.action)
    case .after: _ = perform(step.action)
    }
    return true
  }
}

extension Move {
  var isDone: Bool { if case .done = self { true } else { false } }
  var lines: [String] { if case .done(let lines) = self { lines } else { [] } }
  var question: Question? { if case .ask(let question) = self { question } else { nil } }
  var failure: WorkFailure? { if case .failed(let failure) = self { failure } else { nil } }
}
