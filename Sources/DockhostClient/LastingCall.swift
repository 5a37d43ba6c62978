/// A call that outlives its connection: a restart of the daemon is waited for, and the call made again.
package struct LastingCall<Parameters: Decodable> {
  /// What ended a wait.
  package enum Event {
    case reply(Reply<Parameters>)
    case woken
    case late
    /// The daemon went away; it is being waited for.
    case away
  }

  private let path: String
  private let limit: Duration
  private let patience: Duration
  private let begin: (Connection) throws(ClientError) -> Call<Parameters>
  private var call: Call<Parameters>?
  private var absence: Absence?

  /// - Parameters:
  ///   - path: the control socket.
  ///   - limit: the longest wait for the daemon to take the connection.
  ///   - patience: how long a daemon that went away is waited for; by default longer than a restart of the service
  ///     takes, shorter than anyone waits for nothing.
  ///   - begin: makes the call on a fresh connection; once, and again after each loss.
  /// - Throws: what keeps the first call from being made; only a daemon that was there is waited for.
  package init(
    path: String, within limit: Duration, patience: Duration = .seconds(15),
    begin: @escaping (Connection) throws(ClientError) -> Call<Parameters>
  ) throws(ClientError) {
    self.path = path
    self.limit = limit
    self.patience = patience
    self.begin = begin
    call = try begin(Connection(path: path, within: limit))
  }

  /// Waits for the next reply.
  ///
  /// - Throws: `ClientError.lost` when the daemon has not come back in time, besides what `Call.next` throws.
  package mutating func next(
    until deadline: ContinuousClock.Instant?, wake: Int32
  ) throws(ClientError) -> Event {
    while true {
      if let call {
        if let event = try next(of: call, until: deadline, wake: wake) { return event }
        self.call = nil
        guard absence == nil else { continue }
        absence = Absence(patience: patience)
        return .away
      }
      if let event = try awaitDaemon(until: deadline, wake: wake) { return event }
    }
  }

  /// Nil when the connection is lost.
  private mutating func next(
    of call: Call<Parameters>, until deadline: ContinuousClock.Instant?, wake: Int32
  ) throws(ClientError) -> Event? {
    do {
      switch try call.next(until: deadline, wake: wake) {
      case .reply(let reply):
        // Only an answer proves that the daemon is back: one that dies at once takes connections, too.
        absence = nil
        return .reply(reply)
      case .woken: return .woken
      case .late: return .late
      }
    } catch .lost {
      return nil
    }
  }

  /// Nil when there is a call to wait for again, or another try to be made.
  private mutating func awaitDaemon(
    until deadline: ContinuousClock.Instant?, wake: Int32
  ) throws(ClientError) -> Event? {
    guard var absence, !absence.isOver else { throw .lost }
    switch awaitReadable(nil, wake: wake, until: min(deadline ?? absence.nextTry, absence.nextTry)) {
    case .woken: return .woken
    case .readable, .late: break
    }
    if let deadline, deadline <= .now { return .late }
    absence.nextTry = .now + absence.takeDelay()
    self.absence = absence
    call = try? begin(Connection(path: path, within: limit))
    return nil
  }
}

/// How long the daemon has been away.
private struct Absence {
  private let end: ContinuousClock.Instant
  private var delay = Duration.milliseconds(50)
  var nextTry = ContinuousClock.Instant.now

  init(patience: Duration) {
    end = .now + patience
  }

  var isOver: Bool { nextTry > end }

  /// Twice as long each time, up to a second.
  mutating func takeDelay() -> Duration {
    defer { delay = min(delay * 2, .seconds(1)) }
    return delay
  }
}
