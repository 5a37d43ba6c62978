import DockhostInterface

/// The steps of a work, told on standard error: on a terminal one line each with its state, the last of them redrawn with
/// its bar and its time; elsewhere a line for each step as it begins.
struct StepList {
  /// How a step ended, as far as it is known here.
  enum State {
    case done
    case failed
    /// Nobody looks on any more.
    case left
  }

  private let outlet: Outlet
  private let isShown: Bool
  private var step: WorkStep?
  /// What the step was called as it began.
  private var title = ""
  private var start = ContinuousClock.Instant.now
  private var notice: Line?

  init(_ console: Console, isShown: Bool) {
    outlet = console.errors
    self.isShown = isShown
  }

  /// When the line is to be drawn again for its clock; nil where there is none.
  var nextTick: ContinuousClock.Instant? {
    isShown && outlet.isTerminal && step != nil ? .now + .seconds(1) : nil
  }

  /// The name of the step that is under way.
  var current: String? { step?.name }

  /// Takes what is being done now: another step, or an advance of the one that was.
  mutating func take(_ news: WorkStep, of host: String?) {
    guard isShown else { return }
    notice = nil
    let isNew = news.name != step?.name
    if isNew {
      settle(.done)
      start = .now
      title = news.title
    }
    let isOtherTitle = news.title != step?.title
    step = news
    if outlet.isTerminal {
      draw()
    } else if isNew || isOtherTitle {
      // Nobody may be reading it, which is no reason to stop.
      try? outlet.write([Line(host.map { "\($0): " } ?? "") + Line(news.title)])
    }
  }

  /// Says something instead of what the step does, until there is news of it.
  mutating func tell(_ line: Line) {
    guard isShown else { return }
    notice = line
    if outlet.isTerminal { draw() } else { try? outlet.write([line]) }
  }

  /// Draws the last line again with the time gone by.
  func draw() {
    guard isShown, outlet.isTerminal, let line = notice ?? step.map(current) else { return }
    try? outlet.write("\r\u{1B}[K" + line.text(colours: outlet.colours))
  }

  /// Leaves the last line behind, as it ended.
  mutating func settle(_ state: State) {
    defer { step = nil }
    guard isShown, outlet.isTerminal, let step else { return }
    // A step that is over is known by its own name, not by the last thing that was done in it.
    let line = fitted(state.mark + Line(state == .done ? title : step.title), with: clock)
    try? outlet.write("\r\u{1B}[K" + line.text(colours: outlet.colours) + "\n")
  }

  private func current(_ step: WorkStep) -> Line {
    let bar = step.share.map { Line("  ") + progressBar($0, width: columns >= 70 ? 20 : 0) } ?? Line()
    return fitted(Line("▸ ", .busy) + Line(step.title), with: bar + clock)
  }

  /// Not told for what was over at once.
  private var clock: Line {
    let time = ContinuousClock.Instant.now - start
    return time < .seconds(1) ? Line() : Line("  \(words(for: time))", .faint)
  }

  private var columns: Int { outlet.style.width ?? 80 }

  private func fitted(_ line: Line, with end: Line) -> Line {
    line.cut(to: max(10, columns - 1 - end.width)) + end
  }
}

extension StepList.State {
  fileprivate var mark: Line {
    switch self {
    case .done: Line("✓ ", .good)
    case .failed: Line("✗ ", .bad)
    case .left: Line("… ", .faint)
    }
  }
}

extension WorkStep {
  /// How much is done, 0 to 1; nil where there is no measure.
  fileprivate var share: Double? {
    guard let done, let total, total > 0 else { return nil }
    return Double(min(max(0, done), total)) / Double(total)
  }
}

/// A bar of `width` columns, none where it is 0, and the share in per cent.
func progressBar(_ share: Double, width: Int) -> Line {
  let full = Int(share * Double(width))
  let percent = "\(Int(share * 100)) %"
  let text =
    Line(String(repeating: "█", count: full), .good) + Line(String(repeating: "░", count: width - full), .faint)
  return text + Line((width > 0 ? " " : "") + String(repeating: " ", count: max(0, 5 - percent.count)) + percent)
}
