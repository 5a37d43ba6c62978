/// Watches one engine through its API: pings at three speeds, one event stream as the instant alarm, and a slow look
/// at containerd and the containers.
struct EngineWatch: Equatable, Sendable {
  /// The verdict, which changes only after a run of results or on proof.
  enum Health: Equatable, Sendable {
    case unknown
    case up
    case down
  }

  /// How the engine was lost last.
  enum Loss: Equatable, Sendable {
    case ping(PingFailure)
    case stream(StreamEnd)
  }

  /// For how long nothing connects to the port after the event stream ended: behind a socket-activated port a
  /// connection would start an engine that an administrator or a package manager is stopping.
  static let hold = Duration.seconds(5)
  /// A guest's clock that is off by more than this is off (facts: TLS and apt begin to fail at a few seconds).
  static let tolerableSkew = Duration.seconds(5)

  private(set) var address: String?
  private(set) var health = Health.unknown
  private(set) var run = RunLength()
  private(set) var lastLoss: Loss?
  private(set) var upSince: Instant?
  private(set) var downSince: Instant?
  /// When the other side last ended or refused a connection, which a living kernel alone does; nil since the engine answers.
  private(set) var orderlyEnd: Instant?
  /// Until then a silent engine is one that is being started, and no verdict falls on it.
  private(set) var patience: Instant?
  private(set) var skews = SkewRun()

  var nextPing: Instant?
  var pinging: CallID?
  var heldUntil: Instant?
  var stream = EventStream.closed(reopenAt: nil)
  var deep = DeepLook()

  /// Whether the engine answers and nothing speaks against it.
  var isWell: Bool { health == .up && run.succeeding }

  /// Begins to watch the engine at `address`, or goes on if it is the one that is watched.
  mutating func follow(_ address: String, at now: Instant) -> [Effect] {
    guard address != self.address else { return [] }
    let patience = patience
    let effects = leave()
    self.address = address
    self.patience = patience
    nextPing = now
    return effects
  }

  /// Watches nothing any more.
  mutating func leave() -> [Effect] {
    let effects = closeStream()
    let orderlyEnd = orderlyEnd
    self = EngineWatch()
    self.orderlyEnd = orderlyEnd
    return effects
  }

  /// The engine is being started: what was counted before says nothing, and it has until `patience` to answer.
  mutating func expectStart(until patience: Instant, at now: Instant) -> [Effect] {
    let effects = closeStream()
    health = .unknown
    run.reset()
    upSince = nil
    downSince = nil
    lastLoss = nil
    heldUntil = nil
    orderlyEnd = nil
    deep = DeepLook()
    self.patience = patience
    if address != nil, pinging == nil { nextPing = now }
    return effects
  }

  /// Pings as soon as it is allowed.
  mutating func pingNow(at now: Instant) {
    if address != nil, pinging == nil { nextPing = now }
  }

  /// Pings as soon as it is allowed, and takes the slow looks with it.
  mutating func lookNow(at now: Instant) {
    pingNow(at: now)
    if address != nil, health == .up { deep.wantAll(at: now) }
  }

  /// Takes the answer to a ping; the next one is set by the speed that the verdict calls for.
  mutating func take(_ answer: PingAnswer, at now: Instant, _ settings: ProbeSettings) -> [Effect] {
    pinging = nil
    var effects: [Effect] = []
    switch answer {
    case .answered(let skew):
      run.add(success: true)
      orderlyEnd = nil
      if let skew { skews.add(skew, tolerable: Self.tolerableSkew) }
      if health == .unknown || (health == .down && run.hasSucceeded(times: settings.rise)) { rise(at: now) }
    case .failed(let failure):
      run.add(success: false)
      lastLoss = .ping(failure)
      if health == .up, failure == .refused || failure == .closed { orderlyEnd = now }
      effects = weigh(failure, at: now, settings)
    case .couldNotRun:
      break
    }
    nextPing = now + pause(settings)
    return effects
  }

  private mutating func weigh(_ failure: PingFailure, at now: Instant, _ settings: ProbeSettings) -> [Effect] {
    // The engine closes its port first and its streams last: a refusal beside an open stream is an orderly stop,
    // which on engines 24 to 28 waits for this very stream to end.
    if failure == .refused, case .open = stream {
      fall(at: now)
      return closeStream()
    }
    let mayFall =
      switch health {
      case .unknown: patience.map { now >= $0 } ?? true
      case .up: true
      case .down: false
      }
    if mayFall, run.hasFailed(times: settings.fall) { fall(at: now) }
    return []
  }

  private func pause(_ settings: ProbeSettings) -> Duration {
    switch health {
    case .up: run.hasSucceeded(times: settings.rise) ? settings.interval : settings.fastInterval
    case .down: run.succeeding ? settings.fastInterval : settings.downInterval
    case .unknown: settings.fastInterval
    }
  }

  private mutating func rise(at now: Instant) {
    health = .up
    upSince = now
    downSince = nil
    patience = nil
    heldUntil = nil
    lastLoss = nil
    stream = .closed(reopenAt: now)
    deep.wantAll(at: now)
  }

  /// Ends the time that a starting engine was given.
  mutating func losePatience(at now: Instant, _ settings: ProbeSettings) {
    guard let patience, patience <= now else { return }
    self.patience = nil
    if run.hasFailed(times: settings.fall) { fall(at: now) }
  }

  mutating func fall(at now: Instant) {
    guard health != .down else { return }
    health = .down
    upSince = nil
    downSince = now
    patience = nil
    deep = DeepLook()
    if case .closed = stream { stream = .closed(reopenAt: nil) }
  }

  /// Pings when an engine that is being stopped has had its time, as the other side ended a stream that was opening.
  mutating func doubt(at now: Instant) {
    orderlyEnd = now
    heldUntil = now + Self.hold
    if pinging == nil { nextPing = heldUntil }
  }

  /// Notes that the stream told of the loss.
  mutating func lose(_ end: StreamEnd, at now: Instant) {
    lastLoss = .stream(end)
    orderlyEnd = now
    run.add(success: false)
    fall(at: now)
    heldUntil = now + Self.hold
    nextPing = heldUntil
  }
}

/// How far the guest's clock is off, believed after two replies in a row.
struct SkewRun: Equatable, Sendable {
  private var run = RunLength()
  private(set) var last: Duration?

  mutating func add(_ skew: Duration, tolerable: Duration) {
    last = skew
    run.add(success: max(skew, .zero - skew) <= tolerable)
  }

  /// Positive when the guest is ahead; nil while its clock is right, or not known to be wrong.
  var intolerable: Duration? { run.hasFailed(times: 2) ? last : nil }
}
