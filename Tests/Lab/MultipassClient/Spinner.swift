import Dispatch
import Glibc
import StandIn

/// The spinner that Multipass draws on standard output, terminal or not.
final class Spinner: Sendable {
  private let queue = DispatchQueue(label: "multipass.spinner")
  // A source may be used from any thread.
  nonisolated(unsafe) private let timer: any DispatchSourceTimer
  // Only ever touched on `queue`.
  nonisolated(unsafe) private var isTurning = true

  init(_ message: String) {
    Output.print(Self.clearLine + message + "  ")
    timer = DispatchSource.makeTimerSource(queue: queue)
    // Only ever touched on `queue`.
    nonisolated(unsafe) var step = 0
    timer.schedule(deadline: .now(), repeating: .milliseconds(100))
    timer.setEventHandler { [weak self] in
      guard self?.isTurning == true else { return }
      step = (step + 1) % 4
      Output.print("\u{8}" + ["|", "/", "-", "\\"][step])
    }
    timer.activate()
  }

  /// Says something else: what is being done, how far it is, or what went wrong beside it.
  func hear(_ reply: Reply) {
    queue.sync {
      switch reply {
      case .progress(let message):
        isTurning = true
        Output.print(Self.clearLine + message + "  ")
      case .percent(let message, let percent):
        isTurning = false
        Output.print("\r\(message)\(percent)%")
      case .warning(let text): Output.print(text, to: STDERR_FILENO)
      default: break
      }
    }
  }

  func stop() {
    timer.cancel()
    queue.sync { Output.print("\u{8} " + Self.clearLine) }
  }

  private static let clearLine = "\u{1B}[2K\u{1B}[0A\u{1B}[0E"
}
