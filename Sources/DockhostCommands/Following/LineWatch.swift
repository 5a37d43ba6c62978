import DockhostClient
import DockhostInterface
import FoundationEssentials

/// A line for each change that shows, with its time.
struct LineWatch: WatchView {
  private let console: Console
  /// What was said last of each host.
  private var said: [String: Line] = [:]

  init(_ console: Console) {
    self.console = console
  }

  mutating func show(_ reply: Reply<MonitorReply>) throws(Failure) {
    let time = console.now.formatted(.iso8601)
    try console.output.write(news(in: reply.parameters.hosts).map { Line("\(time) ") + $0 })
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
