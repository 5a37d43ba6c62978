/// The one `multipass` command that is under way for the host.
struct Job: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case asking
    case locating
    case operating(Operation)
  }

  var kind: Kind
  var call: CallID
  /// It takes longer than it may, and must not be interrupted.
  var overran = false

  var operation: Operation? {
    if case .operating(let operation) = kind { operation } else { nil }
  }
}

/// What the user asked for by a command, until it is done or refused.
struct Wish: Equatable, Sendable {
  enum Kind: String, Equatable, Sendable {
    case start
    case stop
    case restartInstance = "restart"
    case restartEngine = "restart of the engine"
  }

  /// How long it may wait for Multipass: the limit of a start (6 min) that is under way, and then of its own.
  static let limit = Duration.seconds(720)

  var kind: Kind
  /// Who waits for the end; empty once all have hung up.
  var callers: [RequestID]
  var allowance = limit
  var deadline: Instant
  /// Multipass was asked for the state since the wish was made.
  var hasLooked = false
  /// The operation itself is done; what is missing is an engine that answers.
  var hasOperated = false
  var lastStep: Step?

  /// What was to be done is done; the engine has `allowance` to answer.
  mutating func awaitEngine(_ allowance: Duration, at now: Instant) {
    hasOperated = true
    self.allowance = allowance
    deadline = now + allowance
  }
}

/// A caller that waits for a fresh look at everything.
struct Check: Equatable, Sendable {
  var caller: RequestID
  var awaitsPing: Bool
  var awaitsState: Bool
}
