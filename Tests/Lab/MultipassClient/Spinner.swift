import Dispatch

/// The spinner that Multipass draws on standard output, terminal or not.
final class Spinner: Sendable {
  private let queue = DispatchQueue(label: "multipass.spinner")
  // A source may be used from any thread.
  nonisolated(unsafe) private let timer: any DispatchSourceTimer

  init(_ message: String) {
    Output.print(Self.clearLine + message + "  ")
    // Only ever touched on `queue`.
    nonisolated(unsafe) var step = 0
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now(), repeating: .milliseconds(100))
    timer.setEventHandler {
      step = (step + 1) % 4
      Output.print("\u{8}" + ["|", "/", "-", "\\"][step])
    }
    timer.activate()
    self.timer = timer
  }

  /// Says something else.
  func say(_ message: String) {
    queue.sync { Output.print(Self.clearLine + message + "  ") }
  }

  func stop() {
    timer.cancel()
    queue.sync { Output.print("\u{8} " + Self.clearLine) }
  }

  private static let clearLine = "\u{1B}[2K\u{1B}[0A\u{1B}[0E"
}
