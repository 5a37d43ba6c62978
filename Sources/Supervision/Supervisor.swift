/// Decides for one host: events in, effects out. A value: the same events at the same times give the same state.
package struct Supervisor: Equatable, Sendable {
  package private(set) var settings: HostSettings
  package internal(set) var memory: Memory

  var calls = CallCounter()
  var engine = EngineWatch()
  var instance = InstanceWatch()
  var job: Job?
  var wish: Wish?
  var seat: Seat?
  var mounts = MountWatch()
  var checks: [Check] = []
  var starts: Backoff
  /// When the next automatic start may begin; nil while none is called for.
  var startDue: Instant?
  /// Why the last operation failed, until the engine is up.
  var operationFailure: String?
  /// Whether the engine was up since the daemon began: what comes after is a recovery, not a start.
  package internal(set) var hasBeenUp = false

  /// Begins with what an earlier daemon remembered; `seed` makes the pauses between tries replayable.
  package init(settings: HostSettings, memory: Memory, seed: UInt64) {
    self.settings = settings
    self.memory = memory
    // 5 s doubled up to 300 s: facts, backoff between incidents.
    starts = Backoff(first: .seconds(5), last: .seconds(300), seed: seed)
    instance.looks = Backoff(first: .seconds(1), last: .seconds(30), seed: seed &+ 1)
    instance.locates = Backoff(first: .seconds(30), last: .seconds(300), seed: seed &+ 2)
    instance.rechecks = Backoff(first: .seconds(2), last: .seconds(30), seed: seed &+ 3)
  }

  /// What the user wants, whether said by a command or in the settings.
  package var desired: DesiredState { memory.desired ?? settings.desired }

  /// Takes what happened and says what is to be done about it.
  package mutating func handle(_ event: Event, at now: Instant) -> [Effect] {
    let remembered = memory
    let wasWell = engine.isWell
    let wasDown = engine.health == .down
    let upSince = engine.upSince
    var effects = take(event, at: now)
    if wasWell && !engine.isWell { doubt(upSince: upSince, at: now) }
    if !wasDown && engine.health == .down { instance.nextLook = now }
    if !wasWell && engine.isWell { recover(at: now) }
    effects += decide(at: now)
    if looksAtMounts { effects += mounts.look(at: now, &calls) }
    effects += engine.due(at: now, settings.probe, &calls)
    if memory != remembered { effects.append(.remember(memory)) }
    return effects
  }

  private mutating func take(_ event: Event, at now: Instant) -> [Effect] {
    switch event {
    case .begun:
      instance.nextLook = now
      return memory.address.map { engine.follow($0, at: now) } ?? []
    case .deadline:
      if let due = nextDeadline, due <= now { return [] }
      return [.ignored(.early)]
    case .requested(let request, let caller): return take(request, by: caller, at: now)
    case .abandoned(let caller):
      wish?.callers.removeAll { $0 == caller }
      checks.removeAll { $0.caller == caller }
      return []
    case .settingsChanged(let settings):
      if settings.mounts != self.settings.mounts { mounts.begin(at: now) }
      self.settings = settings
      if memory.desired == settings.desired { memory.desired = nil }
      return []
    case .networkChanged:
      engine.pingNow(at: now)
      return []
    case .reported(let answer, let call): return finish(.asking, call) { $0.take(answer, at: now) }
    case .located(let answer, let call): return finish(.locating, call) { $0.take(answer, at: now) }
    case .operated(let outcome, let call): return takeEnd(outcome, of: call, at: now)
    case .returned(let legacy): return take(legacy, at: now)
    case .mountsSeen(let mounted, let call):
      guard call == mounts.call else { return [.ignored(.late(call))] }
      let mayRestore = desired == .running && !memory.paused && seat == nil
      return mounts.take(mounted, of: settings.mounts, mayRestore: mayRestore, at: now)
    case .overran(let call):
      guard job?.call == call else { return [.ignored(.late(call))] }
      job?.overran = true
      return []
    case .pinged, .streamOpened, .streamEnded, .containersChanged, .versionRead, .containersCounted:
      return takeFromEngine(event, at: now)
    }
  }

  private mutating func takeFromEngine(_ event: Event, at now: Instant) -> [Effect] {
    let nextDeepLook = now + settings.probe.deepInterval
    switch event {
    case .pinged(let answer, let call) where call == engine.pinging:
      settleChecks(pinged: true)
      return engine.take(answer, at: now, settings.probe)
    case .streamOpened(let call) where call == engine.stream.call: engine.streamOpened(call)
    case .streamEnded(let end, let call) where call == engine.stream.call:
      engine.streamEnded(end, at: now, settings.probe)
    case .containersChanged(let call) where call == engine.stream.call: engine.deep.containersChanged(at: now)
    case .versionRead(let answer, let call) where call == engine.deep.version:
      engine.deep.take(answer, dueAt: nextDeepLook)
    case .containersCounted(let answer, let call) where call == engine.deep.containers:
      engine.deep.take(answer, dueAt: nextDeepLook)
    case .pinged(_, let call), .streamOpened(let call), .streamEnded(_, let call), .containersChanged(let call),
      .versionRead(_, let call), .containersCounted(_, let call), .reported(_, let call), .located(_, let call),
      .operated(_, let call), .overran(let call), .mountsSeen(_, let call):
      return [.ignored(.late(call))]
    case .begun, .deadline, .requested, .abandoned, .settingsChanged, .networkChanged, .returned: return []
    }
    return []
  }

  /// Whether the guest may be asked: not while a work is at it.
  private var looksAtMounts: Bool { engine.isWell && seat == nil && !settings.mounts.isEmpty }

  /// The engine was well and is no longer: Multipass is asked at once what became of the instance.
  private mutating func doubt(upSince: Instant?, at now: Instant) {
    instance.nextLook = now
    instance.locates.reset()
    instance.rechecks.reset()
    // 10 minutes: facts, a host that was well for so long owes nothing to earlier failures.
    if let upSince, now - upSince >= .seconds(600) { starts.reset() }
  }

  private mutating func recover(at now: Instant) {
    hasBeenUp = true
    mounts.begin(at: now)
    startDue = nil
    operationFailure = nil
    instance.engineAnswers()
    memory.stoppedByOthers = false
  }

  /// When the shell is to send `Event.deadline`; nil when only an event can change anything.
  package var nextDeadline: Instant? {
    var times = [engine.nextDeadline, wish?.deadline]
    if looksAtMounts { times.append(mounts.due) }
    if job == nil, seat == nil {
      times += [instance.nextLook, startDue]
      if wantsAddress { times.append(instance.nextLocate) }
    }
    return times.compactMap(\.self).min()
  }
}
