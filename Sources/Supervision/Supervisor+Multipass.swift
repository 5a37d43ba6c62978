/// What Multipass answered.
extension Supervisor {
  /// How long an engine may take after its instance was started, and after it was started itself (facts: start grace).
  static let instanceGrace = Duration.seconds(180)
  static let engineGrace = Duration.seconds(60)
  /// A stream that the engine closed so recently before the instance was found stopped tells of a shutdown in order.
  static let orderlyWindow = Duration.seconds(300)

  /// Takes an answer of the job that waits for it, or names it late.
  mutating func finish(_ kind: Job.Kind, _ call: CallID, _ take: (inout Self) -> [Effect]) -> [Effect] {
    guard let job, job.call == call, job.kind == kind else { return [.ignored(.late(call))] }
    self.job = nil
    return take(&self)
  }

  mutating func take(_ answer: InstanceAnswer, at now: Instant) -> [Effect] {
    let before = instance.state
    instance.take(answer, engineIsWell: engine.isWell, at: now)
    wish?.hasLooked = true
    settleChecks(reported: true)
    guard case .found(let state) = answer else { return [] }
    if engine.isWell, state == .stopped || state == .suspended {
      // An engine that answers is believed before Multipass, whose daemon remembers words over its own death; and since
      // the engine may have died just now, it is asked again.
      instance.engineAnswers()
      engine.pingNow(at: now)
      return []
    }
    switch state {
    case .running:
      memory.stoppedByOthers = false
      startDue = nil
      return memory.address.map { engine.follow($0, at: now) } ?? []
    case .stopped:
      if wish == nil, wasShutDownInOrder(before: before, at: now), settings.policy.externalStop == .respect {
        memory.stoppedByOthers = true
      }
      return engine.leave()
    case .suspended: return engine.leave()
    case .deleted: return engine.isWell ? [] : engine.leave()
    case .starting, .restarting, .suspending, .delayedShutdown, .unknown: return []
    }
  }

  private func wasShutDownInOrder(before: InstanceState?, at now: Instant) -> Bool {
    if before == .delayedShutdown { return true }
    guard let end = engine.orderlyEnd else { return false }
    return now - end <= Self.orderlyWindow
  }

  mutating func take(_ answer: AddressAnswer, at now: Instant) -> [Effect] {
    switch answer {
    case .found(let address):
      instance.nextLocate = now + instance.locates.nextAfterFirst()
      memory.address = address
      return engine.follow(address, at: now)
    case .none:
      // 2 s: a lease comes within seconds of the instance's start.
      instance.nextLocate = now + .seconds(2)
      return []
    case .trouble(let trouble):
      instance.take(trouble, at: now)
      instance.nextLocate = instance.nextLook
      return []
    }
  }

  mutating func takeEnd(_ outcome: OperationOutcome, of call: CallID, at now: Instant) -> [Effect] {
    guard let job, job.call == call, let operation = job.operation else { return [.ignored(.late(call))] }
    self.job = nil
    switch outcome {
    case .done:
      if let kind = wish?.kind, kind.isServed(by: operation) {
        wish?.awaitEngine(kind == .restartEngine ? Self.engineGrace : Self.instanceGrace, at: now)
      }
      return settle(operation, at: now)
    case .trouble(let trouble):
      operationFailure = trouble.reason
      engine.reopenStream(at: now)
      instance.nextLook = now
      if case .failed = trouble {} else { instance.take(trouble, at: now) }
      guard let kind = wish?.kind, kind.isServed(by: operation) else { return [] }
      return end(.refused(.multipassUnavailable(reason: trouble.reason)))
    }
  }

  /// What an operation that ended well leaves behind.
  private mutating func settle(_ operation: Operation, at now: Instant) -> [Effect] {
    operationFailure = nil
    switch operation {
    case .start, .restart:
      instance.assume(.running, at: now)
      var effects = memory.address.map { engine.follow($0, at: now) } ?? []
      effects += engine.expectStart(until: now + Self.instanceGrace, at: now)
      return effects
    case .stop:
      instance.assume(.stopped, at: now)
      return engine.leave()
    case .restartEngine: return engine.expectStart(until: now + Self.engineGrace, at: now)
    }
  }
}

extension MultipassTrouble {
  /// The trouble in words.
  package var reason: String {
    switch self {
    case .missing: "multipass is not installed"
    case .daemonDown: "multipassd does not answer on its socket"
    case .hung: "multipass did not return in time"
    case .unauthenticated(let reason), .failed(let reason): reason
    }
  }
}
