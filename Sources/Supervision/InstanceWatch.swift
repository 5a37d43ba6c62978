/// What Multipass said of the instance, and when to ask it again.
struct InstanceWatch: Equatable, Sendable {
  enum Knowledge: Equatable, Sendable {
    /// Multipass has not answered yet.
    case unasked
    case state(InstanceState)
    /// Not listed, so many times in a row; a daemon that has just started may list late.
    case missing(times: Int)
  }

  /// Answers in a row that make an instance absent (facts: three tries over 30 s).
  static let missingFall = 3

  private(set) var knowledge = Knowledge.unasked
  private(set) var trouble: MultipassTrouble?
  var nextLook: Instant?
  var nextLocate: Instant?
  /// Set by the supervisor, which knows the seed.
  var looks = Backoff(first: .seconds(1), last: .seconds(30), seed: 0)
  var locates = Backoff(first: .seconds(30), last: .seconds(300), seed: 0)
  /// While it is said to run and its engine is lost: a machine that is going down says so only at the end.
  var rechecks = Backoff(first: .seconds(2), last: .seconds(30), seed: 0)

  var state: InstanceState? {
    if case .state(let state) = knowledge { state } else { nil }
  }

  var isAbsent: Bool {
    switch knowledge {
    case .unasked: false
    case .state(let state): state == .deleted
    case .missing(let times): times >= Self.missingFall
    }
  }

  mutating func take(_ answer: InstanceAnswer, engineIsWell: Bool, at now: Instant) {
    switch answer {
    case .found(let state):
      trouble = nil
      looks.reset()
      knowledge = .state(state)
      nextLook = pause(after: state, engineIsWell: engineIsWell).map { now + $0 }
    case .missing:
      trouble = nil
      let times = if case .missing(let times) = knowledge { times + 1 } else { 1 }
      knowledge = .missing(times: times)
      nextLook = now + .seconds(times < Self.missingFall ? 10 : 60)
    case .trouble(let trouble): take(trouble, at: now)
    }
  }

  mutating func take(_ trouble: MultipassTrouble, at now: Instant) {
    self.trouble = trouble
    nextLook = now + looks.nextAfterFirst()
  }

  /// An operation of ours ended well, and that is the state it leaves.
  mutating func assume(_ state: InstanceState, at now: Instant) {
    trouble = nil
    knowledge = .state(state)
    nextLook = pause(after: state, engineIsWell: false).map { now + $0 }
    nextLocate = now
    locates.reset()
  }

  /// An engine that answers proves an instance that runs; Multipass need not be asked.
  mutating func engineAnswers() {
    switch knowledge {
    case .unasked: break
    case .state(.running): nextLook = nil
    case .state, .missing: knowledge = .state(.running)
    }
    nextLocate = nil
    locates.reset()
  }

  /// How long an answer holds: for ever while the engine itself is heard, briefly while Multipass is at work.
  private mutating func pause(after state: InstanceState, engineIsWell: Bool) -> Duration? {
    switch state {
    case .running: engineIsWell ? nil : rechecks.nextAfterFirst()
    case .starting, .restarting, .suspending: .seconds(2)
    case .delayedShutdown: .seconds(10)
    case .unknown: .seconds(15)
    case .stopped, .suspended, .deleted: .seconds(60)
    }
  }
}
