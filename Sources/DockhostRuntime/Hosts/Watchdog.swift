import Supervision

/// When to tell the service manager that the loop turns: twice in the interval that it allows.
struct Watchdog: Equatable {
  private let pause: Duration?
  /// Nil when nobody watches.
  private(set) var nextBeat: Instant?

  /// `interval` is what the service manager allows between two beats; nil when it does not watch.
  init(interval: Duration?, now: Instant) {
    pause = interval.map { $0 / 2 }
    nextBeat = interval == nil ? nil : now
  }

  /// Whether a beat is due; the next one is half an interval later.
  mutating func beat(at now: Instant) -> Bool {
    guard let pause, let due = nextBeat, due <= now else { return false }
    nextBeat = now + pause
    return true
  }
}
