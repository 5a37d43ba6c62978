import DockhostClient
import DockhostInterface
import FoundationEssentials
import Glibc

/// An acting command: has the daemon do something, shows the steps, and can be left.
struct Errand {
  let action: HostAction
  let host: String?
  let patience: Patience
  private let report: ReportOptions
  private let connection: ConnectionOptions

  init(
    _ action: HostAction, host: String?, patience: Patience, report: ReportOptions, connection: ConnectionOptions
  ) {
    self.action = action
    self.host = host
    self.patience = patience
    self.report = report
    self.connection = connection
  }

  /// How long the end is waited for.
  enum Patience {
    case unlimited
    case until(Duration)
    /// Only until the daemon has taken the work on.
    case none
    /// The daemon has nothing to wait for either.
    case brief
  }

  func run(on console: Console) throws(Failure) -> ExitStatus {
    var progress = Progress(console, isShown: !report.quiet && !report.json)
    defer { progress.clear() }
    let end = try follow(console, &progress)
    progress.clear()
    if !report.quiet, !report.json { try tell(end, on: console) }
    return .fine
  }

  private func follow(_ console: Console, _ progress: inout Progress) throws(Failure) -> End {
    let deadline = patience.limit.map { ContinuousClock.Instant.now + $0 }
    var following = try Following(connection, console, signals: [SIGINT]) { connection throws(ClientError) in
      try connection.act(action, on: host)
    }
    var known = host
    while true {
      switch try following.next(until: [deadline, progress.nextTick].compactMap(\.self).min()) {
      case .reply(let reply):
        let answer = reply.parameters
        known = answer.host.name
        if report.json { try console.print(reply.json) }
        if !reply.continues { return .done(answer.host) }
        if case .none = patience { return .left(known) }
        progress.tell(Line("\(answer.host.name): \(answer.step ?? answer.host.phase.words)"))
      case .signal: throw interrupted(known)
      case .late where deadline.map { $0 <= .now } ?? false: return try end(late: known)
      case .late: progress.draw()
      case .away:
        if case .restart = action { throw lost(known) }
        progress.tell(Line(awayNotice, .caution))
      }
    }
  }

  /// How it ended, where it did not fail.
  private enum End {
    case done(Host)
    /// Left to the daemon; the host where it is known by name.
    case left(String?)
  }

  private func end(late host: String?) throws(Failure) -> End {
    switch patience {
    case .none: return .left(host)
    case .brief, .unlimited: throw Failure(.silent(patience.limit ?? .zero))
    case .until(let limit): throw timedOut(host, after: limit)
    }
  }

  private func tell(_ end: End, on console: Console) throws(Failure) {
    switch end {
    case .left(let host): try console.print("dockhostd goes on \(action.gerund) \(quoted(host))")
    case .done(let host) where action == .check:
      try console.output.write(statusTable([host], width: console.output.style.width, at: console.now))
    case .done(let host): try console.output.write([summary(host)])
    }
  }
}

extension Errand.Patience {
  init(_ options: PatienceOptions) {
    self = options.noWait ? .none : options.timeout.map { .until($0.duration) } ?? .unlimited
  }

  /// Nil for no limit.
  var limit: Duration? {
    switch self {
    case .unlimited: nil
    case .until(let limit): limit
    // A refusal comes at once; the first step may wait for what it depends on.
    case .none: .seconds(1)
    case .brief: ConnectionOptions.limit
    }
  }
}
