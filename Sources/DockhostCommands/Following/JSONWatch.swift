import DockhostClient
import DockhostInterface

/// Each reply as it came.
struct JSONWatch: WatchView {
  private let console: Console

  init(_ console: Console) {
    self.console = console
  }

  mutating func show(_ reply: Reply<MonitorReply>) throws(Failure) {
    try console.print(reply.json)
  }

  mutating func showAbsence() {
    console.note(awayNotice)
  }
}
