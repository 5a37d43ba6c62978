import Glibc

/// How a wait for a guest's SSH ended.
enum Wait: Equatable {
  case up
  case timedOut
  /// The machine ended meanwhile.
  case gone
}

extension Daemon {
  /// How long TCP keeps trying before it gives a session up.
  private static let sessionLife = Duration.seconds(900)

  /// Whether the guest can be entered.
  ///
  /// Connecting is given five seconds, but a session that was once established has no limit: a guest that froze or lost
  /// its link under one blocks the daemon until it is back, ends, or TCP gives up.
  func reach(_ name: String) -> Bool {
    if answers(name, withinSeconds: 5) {
      beginSession(with: name)
      return true
    }
    guard look({ $0.sessions.contains(name) }) else { return false }
    let isBack = waitForSSH(name, for: Self.sessionLife) == .up
    if !isBack { endSession(with: name) }
    return isBack
  }

  /// Whether the guest's SSH is seen within the time.
  func answers(_ name: String, withinSeconds seconds: Int) -> Bool {
    folder.readFaults().deaf != true && guests.answers(name, withinSeconds: seconds)
  }

  func waitForSSH(_ name: String, for limit: Duration) -> Wait {
    let deadline = ContinuousClock.now + limit
    while guests.isPoweredOn(name) {
      if answers(name, withinSeconds: 1) { return .up }
      if ContinuousClock.now >= deadline { return .timedOut }
      pause(milliseconds: 200)
    }
    return .gone
  }

  func beginSession(with name: String) {
    let address = guests.addresses(name).first
    change(name) { $0.address = address ?? $0.address }
    _ = try? change { $0.sessions.insert(name) }
  }

  func endSession(with name: String) {
    _ = try? change { $0.sessions.remove(name) }
  }

  /// What the SSH library says of a guest that cannot be entered.
  func connectionRefusal(_ name: String) -> Refusal {
    let address = look { $0.table.instances[name]?.address } ?? "\(name).local"
    return Refusal(.failedPrecondition, "ssh connection failed: 'Timeout connecting to \(address)'")
  }
}
