/// The answer to `HEAD /_ping`.
package enum PingAnswer: Equatable, Sendable {
  /// The engine answered; `skew` is how far the guest's clock is ahead of ours, nil where the reply carried no date.
  case answered(skew: Duration?)
  case failed(PingFailure)
  /// Something on this side stood in the way, so that nothing is known of the engine.
  case couldNotRun(reason: String)
}

/// What a ping ran into.
package enum PingFailure: Equatable, Sendable {
  /// Nobody listens on the port.
  case refused
  /// The connection was made, but no answer came in time.
  case silent
  /// No connection within the time allowed.
  case unreachable
  /// No route to the address, or one that leads nowhere; the name of the error, such as `ENETUNREACH`.
  case noRoute(String)
  /// The connection ended before an answer.
  case closed
  /// An answer that says that the engine is not well: its HTTP status.
  case status(Int)
}

/// How an event stream ended.
package enum StreamEnd: Equatable, Sendable {
  /// The other side closed it: the engine is going or gone.
  case closed
  /// The connection was reset by the other side.
  case reset
  /// Nothing came back for so long that the kernel gave the connection up.
  case timedOut
  /// It never began.
  case failed(reason: String)
}

/// The answer to `GET /version`.
package enum VersionAnswer: Equatable, Sendable {
  case answered(containerd: Bool)
  /// No answer in time: the engine waits for containerd.
  case timedOut
  case failed
}

/// The answer to `GET /containers/json`.
package enum ContainersAnswer: Equatable, Sendable {
  case answered(running: Int)
  /// No answer in time: the engine's own locks are stuck.
  case timedOut
  case failed
}
