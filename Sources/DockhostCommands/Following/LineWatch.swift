import DockhostClient
import DockhostInterface
import FoundationEssentials

/// A line for each change that shows, with its time.
struct LineWatch: WatchView {
  private let console: Console
  private var roll = HostRoll()
  /// What was said last of each host.
  private var said: [String: Line] = [:]

  init(_ console: Console) {
    self.console = console
  }

  mutating func show(_ reply: Reply<MonitorReply>) throws(Failure) {
    let time = console.now.formatted(.iso8601)
    let lines = partings(of: roll.take(reply.parameters)) + news(in: reply.parameters.hosts)
    try console.output.write(lines.map { Line("\(time) ") + $0 })
  }

  private mutating func partings(of names: [String]) -> [Line] {
    for name in names { said[name] = nil }
    return names.map { Line("\($0) ") + Line("gone", .caution) + Line(", no longer in the configuration") }
  }

  /// Hosts of which there is something else to say than before.
  private mutating func news(in hosts: [Host]) -> [Line] {
    hosts.compactMap { host in
      let line = summary(host)
      return said.updateValue(line, forKey: host.name) == line ? nil : line
    }
  }

  mutating func showAbsence() {
    console.note(awayNotice)
  }
}
