import Dispatch

/// Calls a closure on the main queue once, after a time in which the machine was awake.
///
/// For limits of what this process itself waits for: after a sleep of the machine, a child has not used up its time.
final class Alarm {
  private let source: any DispatchSourceTimer

  init(after delay: Duration, then: @escaping () -> Void) {
    source = DispatchSource.makeTimerSource(queue: .main)
    let (seconds, attoseconds) = delay.components
    let nanoseconds = Int(clamping: seconds) &* 1_000_000_000 &+ Int(attoseconds / 1_000_000_000)
    source.schedule(deadline: .now() + .nanoseconds(nanoseconds), leeway: .milliseconds(1))
    source.setEventHandler { MainActor.assumeIsolated { then() } }
    source.activate()
  }

  /// The closure is not called any more from here on.
  func cancel() {
    source.cancel()
  }

  isolated deinit {
    source.cancel()
  }
}
