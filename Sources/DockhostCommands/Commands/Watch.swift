import ArgumentParser
import DockhostClient
import DockhostInterface
import Glibc

struct Watch: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Show how the hosts are, and every change as it happens",
    discussion: """
      On a terminal the status is redrawn in place; elsewhere each change is a line. A restart of dockhostd is waited \
      for. Ctrl-C ends it.
      """)

  @OptionGroup var hosts: HostsArgument

  @Flag(help: "Print each reply's parameters as they came, one JSON object a line.")
  var json = false

  @OptionGroup var connection: ConnectionOptions

  func run(on console: Console) throws(Failure) -> ExitStatus {
    var view = self.view(on: console)
    var following = try Following(connection, console, signals: [SIGINT, SIGWINCH, SIGCONT]) {
      connection throws(ClientError) in try connection.monitor(hosts.host)
    }
    while true {
      switch try following.next(until: view.nextTick) {
      case .reply(let reply): try view.show(reply)
      case .signal(SIGINT):
        try view.end()
        return .interrupted
      case .signal:
        // Another size, or back from the background with who knows what on the screen.
        try view.redraw()
      case .late: try view.tick()
      case .away: try view.showAbsence()
      }
    }
  }

  private func view(on console: Console) -> any WatchView {
    if json { return JSONWatch(console) }
    return console.output.isTerminal ? TerminalWatch(console) : LineWatch(console)
  }
}

/// What a watch is shown on.
protocol WatchView {
  /// When to call `tick`; nil for never.
  var nextTick: ContinuousClock.Instant? { get }

  mutating func show(_ reply: Reply<MonitorReply>) throws(Failure)
  mutating func showAbsence() throws(Failure)
  /// Time has gone by.
  mutating func tick() throws(Failure)
  /// The terminal does not look as it was left.
  mutating func redraw() throws(Failure)
  /// The user has typed Ctrl-C.
  func end() throws(Failure)
}

extension WatchView {
  var nextTick: ContinuousClock.Instant? { nil }

  mutating func tick() {}
  mutating func redraw() {}
  func end() {}
}
