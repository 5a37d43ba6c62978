/// The host's right to run `multipass`, wanted by or lent to a work of the shell's, such as the making of the instance,
/// which runs commands of its own: there is one at a time.
struct Seat: Equatable, Sendable {
  /// The work's name, as its command is typed.
  var work: String
  var borrower: RequestID
  /// False while a command of the supervisor's own has to end first.
  var isLent = false
}

/// What a work leaves behind when it gives the seat back.
package struct Legacy: Equatable, Sendable {
  /// Where the engine answered, if that was seen.
  package var address: String?
  /// What the user wants from now on, where the work says so; a host that was paused is looked after again.
  package var desired: DesiredState?
  /// The instance or the engine was started anew: what was counted before says nothing.
  package var hasRestarted = false
  /// The instance is no more.
  package var isGone = false

  package init() {}
}

extension Supervisor {
  /// The work that wants the seat or has it.
  package var work: String? { seat?.work }

  /// Takes a wish for the seat, which takes the place of what was asked for before.
  mutating func lend(to work: String, by caller: RequestID) -> [Effect] {
    seat = Seat(work: work, borrower: caller)
    startDue = nil
    return end(.refused(.busy(work)))
  }

  /// Lends the seat once nothing of ours runs.
  mutating func grantSeat() -> [Effect] {
    guard let seat, !seat.isLent, job == nil else { return [] }
    self.seat?.isLent = true
    return [.answer(seat.borrower, .done)]
  }

  /// Takes the seat back, and looks at what has become of the host.
  mutating func take(_ legacy: Legacy, at now: Instant) -> [Effect] {
    guard seat?.isLent == true else { return [.ignored(.early)] }
    seat = nil
    operationFailure = nil
    instance.nextLook = now
    mounts.lookNow(at: now)
    if let desired = legacy.desired {
      desire(desired)
      memory.stoppedByOthers = false
      memory.paused = false
      starts.reset()
    }
    if legacy.isGone {
      memory.address = nil
      return engine.leave()
    }
    var effects: [Effect] = []
    if let address = legacy.address {
      instance.assume(.running, at: now)
      memory.address = address
      effects += engine.follow(address, at: now)
    }
    if legacy.hasRestarted { effects += engine.expectStart(until: now + Self.engineGrace, at: now) }
    return effects
  }
}
