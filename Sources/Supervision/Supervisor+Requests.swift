/// What users ask for.
extension Supervisor {
  mutating func take(_ request: Request, by caller: RequestID, at now: Instant) -> [Effect] {
    if let seat, request.needsSeat { return [.answer(caller, .refused(.busy(seat.work)))] }
    switch request {
    case .start:
      desire(.running)
      memory.stoppedByOthers = false
      starts.reset()
      return wish(for: .start, by: caller, at: now)
    case .stop:
      desire(.stopped)
      startDue = nil
      return wish(for: .stop, by: caller, at: now)
    case .restartInstance:
      desire(.running)
      memory.stoppedByOthers = false
      return wish(for: .restartInstance, by: caller, at: now)
    case .restartEngine: return wish(for: .restartEngine, by: caller, at: now)
    case .check:
      checks.append(
        Check(caller: caller, awaitsPing: engine.address != nil, awaitsState: job?.operation == nil))
      if job?.kind != .asking { instance.nextLook = now }
      engine.lookNow(at: now)
      mounts.lookNow(at: now)
      return [.tell(caller, .looking)]
    case .pause:
      memory.paused = true
      return [.answer(caller, .done)]
    case .resume:
      memory.paused = false
      if !engine.isWell { instance.nextLook = now }
      return [.answer(caller, .done)]
    case .work(let name): return lend(to: name, by: caller)
    }
  }

  mutating func desire(_ state: DesiredState) {
    memory.desired = settings.desired == state ? nil : state
  }

  /// A like wish is joined; any other gives way to the later one.
  private mutating func wish(for kind: Wish.Kind, by caller: RequestID, at now: Instant) -> [Effect] {
    if wish?.kind == kind {
      wish?.callers.append(caller)
      return wish?.lastStep.map { [.tell(caller, $0)] } ?? []
    }
    let superseded = end(.refused(.busy(kind.rawValue)))
    wish = Wish(kind: kind, callers: [caller], deadline: now + Wish.limit)
    return superseded
  }

  /// Ends the wish and answers everyone who waits for it.
  mutating func end(_ answer: Answer) -> [Effect] {
    defer { wish = nil }
    return wish?.callers.map { .answer($0, answer) } ?? []
  }

  /// Tells everyone who waits what is being done, once.
  mutating func tell(_ step: Step) -> [Effect] {
    guard let wish, wish.lastStep != step else { return [] }
    self.wish?.lastStep = step
    return wish.callers.map { .tell($0, step) }
  }

  mutating func settleChecks(pinged: Bool = false, reported: Bool = false) {
    for index in checks.indices {
      if pinged { checks[index].awaitsPing = false }
      if reported { checks[index].awaitsState = false }
    }
  }

  /// Answers the checks that have all they waited for; an engine that was left is not waited for.
  mutating func answerChecks() -> [Effect] {
    if engine.address == nil { settleChecks(pinged: true) }
    if job?.operation != nil || seat != nil { settleChecks(reported: true) }
    let done = checks.filter { !$0.awaitsPing && !$0.awaitsState }
    checks.removeAll { !$0.awaitsPing && !$0.awaitsState }
    return done.map { .answer($0.caller, .done) }
  }
}

extension Request {
  /// Whether it is carried out by commands of Multipass.
  fileprivate var needsSeat: Bool {
    switch self {
    case .start, .stop, .restartInstance, .restartEngine, .work: true
    case .check, .pause, .resume: false
    }
  }
}

extension Wish.Kind {
  /// Whether the end of `operation` is the end of what was wished for.
  func isServed(by operation: Operation) -> Bool {
    switch self {
    case .start: operation == .start
    case .stop: operation == .stop
    case .restartInstance: operation == .restart || operation == .start
    case .restartEngine: operation == .restartEngine
    }
  }
}
