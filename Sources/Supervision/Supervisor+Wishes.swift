/// Carrying out what the user asked for.
extension Supervisor {
  mutating func pursueWish(at now: Instant) -> [Effect] {
    guard let wish else { return [] }
    if let operation = job?.operation {
      return wish.kind.isServed(by: operation) ? tell(.operating(operation)) : tell(.awaiting(operation))
    }
    if now >= wish.deadline { return end(.refused(.timedOut(seconds: Int(wish.allowance.components.seconds)))) }
    if wish.hasOperated { return awaitEffect(of: wish, at: now) }
    // A question that is under way was asked before the wish: what it finds is still the state, and soon here.
    guard job == nil, wish.hasLooked else {
      if job?.kind != .asking { instance.nextLook = now }
      return tell(.looking)
    }
    if let trouble = instance.trouble { return end(.refused(.multipassUnavailable(reason: trouble.reason))) }
    switch wish.kind {
    case .start: return pursueStart(at: now)
    case .stop: return pursueStop(at: now)
    case .restartInstance: return pursueRestart(at: now)
    case .restartEngine: return pursueEngineRestart(at: now)
    }
  }

  /// The operation is done; a stop is done with it, everything else when the engine answers.
  private mutating func awaitEffect(of wish: Wish, at now: Instant) -> [Effect] {
    if wish.kind == .stop || engine.isWell { return end(.done) }
    // Gone again: the engine will not come by waiting.
    if remainsDown { return end(.refused(.notRunning)) }
    return engine.address.map { tell(.awaitingEngine(address: $0)) } ?? []
  }

  private var remainsDown: Bool {
    switch instance.state {
    case .stopped, .suspended, .deleted: true
    case .running, .starting, .restarting, .suspending, .delayedShutdown, .unknown, nil: false
    }
  }

  private mutating func pursueStart(at now: Instant) -> [Effect] {
    switch instance.knowledge {
    case .unasked: return tell(.looking)
    case .missing: return end(.refused(.absent))
    case .state(let state):
      switch state {
      case .running:
        if engine.isWell { return end(.done) }
        wish?.awaitEngine(Self.engineGrace, at: now)
        return engine.address.map { tell(.awaitingEngine(address: $0)) } ?? []
      case .stopped, .suspended, .delayedShutdown, .unknown: return operate(.start)
      case .starting, .restarting, .suspending: return tell(.looking)
      case .deleted: return end(.refused(.absent))
      }
    }
  }

  private mutating func pursueStop(at now: Instant) -> [Effect] {
    switch instance.knowledge {
    case .unasked: return tell(.looking)
    case .missing: return end(.refused(.absent))
    case .state(let state):
      switch state {
      case .stopped, .suspended: return end(.done)
      case .running, .delayedShutdown, .unknown: return operate(.stop)
      case .starting, .restarting, .suspending: return tell(.looking)
      case .deleted: return end(.refused(.absent))
      }
    }
  }

  private mutating func pursueRestart(at now: Instant) -> [Effect] {
    switch instance.knowledge {
    case .unasked: return tell(.looking)
    case .missing: return end(.refused(.absent))
    case .state(let state):
      switch state {
      case .running, .delayedShutdown: return operate(.restart)
      case .stopped, .suspended, .unknown: return operate(.start)
      case .starting, .restarting, .suspending: return tell(.looking)
      case .deleted: return end(.refused(.absent))
      }
    }
  }

  private mutating func pursueEngineRestart(at now: Instant) -> [Effect] {
    switch instance.knowledge {
    case .unasked: return tell(.looking)
    case .missing: return end(.refused(.absent))
    case .state(let state):
      switch state {
      case .running: return operate(.restartEngine)
      case .deleted: return end(.refused(.absent))
      case .stopped, .suspended, .delayedShutdown, .unknown, .starting, .restarting, .suspending:
        return end(.refused(.notRunning))
      }
    }
  }
}
