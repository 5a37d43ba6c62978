/// A point in time, counted from the machine's boot and through its sleep (`CLOCK_BOOTTIME`).
package struct Instant: Comparable, Hashable, Sendable {
  package var sinceBoot: Duration

  package init(sinceBoot: Duration) {
    self.sinceBoot = sinceBoot
  }

  package static func < (earlier: Instant, later: Instant) -> Bool {
    earlier.sinceBoot < later.sinceBoot
  }

  package static func + (instant: Instant, distance: Duration) -> Instant {
    Instant(sinceBoot: instant.sinceBoot + distance)
  }

  package static func - (later: Instant, earlier: Instant) -> Duration {
    later.sinceBoot - earlier.sinceBoot
  }
}
