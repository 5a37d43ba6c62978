/// The engine's event stream, as seen from here.
enum EventStream: Equatable, Sendable {
  /// Opened again at the time given, if the engine is up then.
  case closed(reopenAt: Instant?)
  case opening(CallID)
  case open(CallID)

  var call: CallID? {
    switch self {
    case .closed: nil
    case .opening(let call), .open(let call): call
    }
  }
}

extension EngineWatch {
  mutating func closeStream() -> [Effect] {
    guard let call = stream.call else { return [] }
    stream = .closed(reopenAt: nil)
    return [.closeStream(call)]
  }

  /// Opens the stream again once the engine is well, as what it was closed for did not come about.
  mutating func reopenStream(at now: Instant) {
    if case .closed = stream, health == .up { stream = .closed(reopenAt: now) }
  }

  mutating func streamOpened(_ call: CallID) {
    if stream == .opening(call) { stream = .open(call) }
  }

  /// Takes the end of the stream: a proof where the other side ended it, a doubt where nothing was heard.
  mutating func streamEnded(_ end: StreamEnd, at now: Instant, _ settings: ProbeSettings) {
    let wasOpen = if case .open = stream { true } else { false }
    switch end {
    case .closed where wasOpen, .reset where wasOpen:
      stream = .closed(reopenAt: nil)
      lose(end, at: now)
    case .timedOut where wasOpen:
      stream = .closed(reopenAt: now + settings.fastInterval)
      if pinging == nil { nextPing = now }
    case .closed, .reset:
      stream = .closed(reopenAt: now + settings.interval)
      doubt(at: now)
    case .timedOut, .failed:
      stream = .closed(reopenAt: now + settings.interval)
      pingNow(at: now)
    }
  }
}

/// The slow look: at containerd by `/version`, at the containers by their list.
struct DeepLook: Equatable, Sendable {
  /// Failures in a row that make a finding.
  static let fall = 2
  /// How long to wait for more of them after an event of a container.
  static let gather = Duration.seconds(1)

  var versionDue: Instant?
  var version: CallID?
  var containersDue: Instant?
  var containers: CallID?
  private(set) var containerd = RunLength()
  private(set) var containerdTrouble: VersionAnswer?
  private(set) var lists = RunLength()
  private(set) var runningContainers: Int?

  mutating func wantAll(at now: Instant) {
    if version == nil { versionDue = now }
    if containers == nil { containersDue = now }
  }

  mutating func take(_ answer: VersionAnswer, dueAt next: Instant) {
    version = nil
    versionDue = next
    switch answer {
    case .answered(containerd: true): containerd.add(success: true)
    case .answered(containerd: false), .timedOut:
      containerd.add(success: false)
      containerdTrouble = answer
    case .failed: break
    }
  }

  mutating func take(_ answer: ContainersAnswer, dueAt next: Instant) {
    containers = nil
    containersDue = next
    switch answer {
    case .answered(let running):
      lists.add(success: true)
      runningContainers = running
    case .timedOut: lists.add(success: false)
    case .failed: break
    }
  }

  mutating func containersChanged(at now: Instant) {
    guard containers == nil else { return }
    containersDue = min(containersDue ?? now + Self.gather, now + Self.gather)
  }
}

extension EngineWatch {
  /// Everything whose time has come; `settings` give the time-outs and pauses.
  mutating func due(at now: Instant, _ settings: ProbeSettings, _ calls: inout CallCounter) -> [Effect] {
    losePatience(at: now, settings)
    guard let address else { return [] }
    var effects: [Effect] = []
    if pinging == nil, let time = nextPing, max(time, heldUntil ?? time) <= now {
      let call = calls.next()
      pinging = call
      nextPing = nil
      heldUntil = nil
      effects.append(.ping(call, address: address, timeout: settings.timeout))
    }
    guard isWell else { return effects }
    if case .closed(let time?) = stream, time <= now {
      let call = calls.next()
      stream = .opening(call)
      effects.append(.openStream(call, address: address))
    }
    if let time = deep.versionDue, time <= now {
      let call = calls.next()
      deep.versionDue = nil
      deep.version = call
      effects.append(.readVersion(call, address: address))
    }
    if let time = deep.containersDue, time <= now {
      let call = calls.next()
      deep.containersDue = nil
      deep.containers = call
      effects.append(.countContainers(call, address: address))
    }
    return effects
  }

  /// When `due` has something to do next.
  var nextDeadline: Instant? {
    guard address != nil else { return patience }
    let ping = nextPing.map { max($0, heldUntil ?? $0) }
    guard isWell else { return [ping, patience].compactMap(\.self).min() }
    let reopening: Instant? = if case .closed(let time) = stream { time } else { nil }
    return [ping, reopening, deep.versionDue, deep.containersDue].compactMap(\.self).min()
  }
}
