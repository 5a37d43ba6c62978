import DockhostClient
import DockhostInterface

/// The status of all hosts, redrawn in place.
struct TerminalWatch: WatchView {
  private let console: Console
  private var roll = HostRoll()
  private var isAway = false
  private var drawn: [String] = []

  init(_ console: Console) {
    self.console = console
  }

  /// For the ages to go on.
  var nextTick: ContinuousClock.Instant? { .now + .seconds(1) }

  mutating func show(_ reply: Reply<MonitorReply>) throws(Failure) {
    roll.take(reply.parameters)
    isAway = false
    try tick()
  }

  mutating func showAbsence() throws(Failure) {
    isAway = true
    try tick()
  }

  mutating func tick() throws(Failure) {
    let lines = text()
    guard lines != drawn else { return }
    let up = drawn.isEmpty ? "" : "\u{1B}[\(drawn.count)A"
    drawn = lines
    // Each line to its end, then whatever is left below.
    try console.output.write("\r\(up)" + lines.map { "\($0)\u{1B}[K\n" }.joined() + "\u{1B}[J")
  }

  mutating func redraw() throws(Failure) {
    // How many lines there are now is not known: a terminal of another width has broken them anew.
    drawn = []
    try console.output.write("\u{1B}[H\u{1B}[2J")
    try tick()
  }

  func end() throws(Failure) {
    // Over the ^C that the terminal has shown.
    try console.output.write("\r\u{1B}[K")
  }

  private func text() -> [String] {
    let (columns, rows) = console.output.size ?? (80, 24)
    let absence = isAway ? [Line(awayNotice, .caution)] : []
    let lines = statusTable(roll.hosts, width: columns, at: console.now)
    let room = max(1, rows - 1 - absence.count)
    let shown =
      lines.count > room ? lines.prefix(room - 1) + [Line("… and \(lines.count - room + 1) lines more", .faint)] : lines
    return (shown + absence).map { $0.cut(to: columns).text(colours: console.output.colours) }
  }
}
