/// What is going on, told on standard error: one line redrawn on a terminal, a line for each change elsewhere.
struct Progress {
  private let outlet: Outlet
  private let isShown: Bool
  private let start = ContinuousClock.Instant.now
  private var current: Line?
  private var isDrawn = false

  init(_ console: Console, isShown: Bool) {
    outlet = console.errors
    self.isShown = isShown
  }

  /// When the line is to be drawn again for its clock; nil where there is none.
  var nextTick: ContinuousClock.Instant? { isDrawn ? .now + .seconds(1) : nil }

  /// Says what goes on now.
  mutating func tell(_ line: Line) {
    guard isShown, line != current else { return }
    current = line
    if outlet.isTerminal {
      draw()
    } else {
      // Nobody may be reading it, which is no reason to stop.
      try? outlet.write([line])
    }
  }

  /// Draws the line again with the time gone by.
  mutating func draw() {
    guard isShown, outlet.isTerminal, let current else { return }
    let clock = Line(" \(words(for: .now - start))", .faint)
    let columns = max(10, (outlet.style.width ?? 80) - 1)
    let line = current.cut(to: columns - clock.width) + clock
    try? outlet.write("\r\u{1B}[K" + line.text(colours: outlet.colours))
    isDrawn = true
  }

  /// Takes the line away.
  mutating func clear() {
    if isDrawn { try? outlet.write("\r\u{1B}[K") }
    isDrawn = false
  }
}
