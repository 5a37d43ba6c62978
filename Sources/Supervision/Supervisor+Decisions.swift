/// What to do next, from everything that is known: level, not edge.
extension Supervisor {
  mutating func decide(at now: Instant) -> [Effect] {
    if seat != nil { return grantSeat() + answerChecks() }
    var effects = pursueWish(at: now)
    if job == nil { effects += pursueDesire(at: now) }
    if job == nil { effects += lookIfDue(at: now) }
    return effects + answerChecks()
  }

  /// Whether the address should be asked for: the instance runs, and none that is remembered answers.
  var wantsAddress: Bool {
    guard instance.state == .running, instance.trouble == nil, !engine.isWell else { return false }
    return engine.address == nil || engine.run.hasFailed(times: 2)
  }

  /// Starts what should run and does not; the ladder of a lost engine is empty until there is a diagnosis to go by.
  private mutating func pursueDesire(at now: Instant) -> [Effect] {
    guard let ailment = remediableAilment, let rung = ailment.ladder.first else {
      startDue = nil
      return []
    }
    let due = startDue ?? now + starts.next()
    startDue = due
    guard due <= now else { return [] }
    startDue = nil
    return operate(rung.operation)
  }

  /// What may be remedied without asking: never against the user's wish, and never while Multipass is in trouble.
  var remediableAilment: Ailment? {
    guard wish == nil, desired == .running, !memory.paused, !memory.stoppedByOthers else { return nil }
    guard instance.trouble == nil, !engine.isWell else { return nil }
    switch instance.state {
    case .stopped: return .instanceStopped
    case .suspended: return .instanceSuspended
    case .running: return engine.health == .down ? .engineLost : nil
    case .starting, .restarting, .suspending, .delayedShutdown, .deleted, .unknown, nil: return nil
    }
  }

  private mutating func lookIfDue(at now: Instant) -> [Effect] {
    if let time = instance.nextLook, time <= now {
      let call = begin(.asking)
      instance.nextLook = nil
      return [.askState(call)]
    }
    if wantsAddress, (instance.nextLocate ?? now) <= now {
      instance.nextLocate = nil
      return tell(.locating) + [.askAddress(begin(.locating))]
    }
    return []
  }

  mutating func operate(_ operation: Operation) -> [Effect] {
    // Ours must not hold up an engine that is being stopped: it waits for its streams (engines 24 to 28).
    let closing = engine.closeStream()
    let call = begin(.operating(operation))
    return closing + tell(.operating(operation)) + [.operate(operation, call)]
  }

  private mutating func begin(_ kind: Job.Kind) -> CallID {
    let call = calls.next()
    job = Job(kind: kind, call: call)
    return call
  }
}
