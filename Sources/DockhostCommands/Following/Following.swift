import DockhostClient

/// A call that is followed for long: its replies, the daemon's absences and the user's signals, in one order.
struct Following<Parameters: Decodable> {
  enum Event {
    case reply(Reply<Parameters>)
    case signal(Int32)
    case late
    /// The daemon went away; it is being waited for.
    case away
  }

  private let signals: SignalWatch
  private var call: LastingCall<Parameters>

  /// Makes the call; `signals` are told from now on instead of ending the program.
  init(
    _ connection: ConnectionOptions, _ console: Console, signals: [Int32],
    begin: @escaping (Connection) throws(ClientError) -> Call<Parameters>
  ) throws(Failure) {
    self.signals = SignalWatch(signals)
    call = try speaking { () throws(ClientError) in
      try LastingCall(path: connection.path(console), within: ConnectionOptions.limit, begin: begin)
    }
  }

  /// Waits for what comes next, until `deadline` if there is one.
  mutating func next(until deadline: ContinuousClock.Instant?) throws(Failure) -> Event {
    while true {
      do {
        switch try call.next(until: deadline, wake: signals.descriptor) {
        case .reply(let reply): return .reply(reply)
        case .late: return .late
        case .away: return .away
        case .woken:
          if let signal = signals.take() { return .signal(signal) }
        }
      } catch {
        throw Failure(error)
      }
    }
  }
}

/// What is said while the daemon is waited for.
let awayNotice = "dockhostd went away; waiting for it to come back"
