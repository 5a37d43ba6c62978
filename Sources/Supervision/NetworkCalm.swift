/// Gathers the many messages of one change of the network into one look, and a second when names and routes have
/// settled: a tunnel that comes up sends a dozen within 30 ms, and its resolver arrives later than its routes.
package struct NetworkCalm: Equatable, Sendable {
  /// The longest that an unquiet network puts the look off (facts: 2 s).
  private static let patience = Duration.seconds(2)

  /// The quiet after which a change counts as over; positive.
  package var debounce: Duration
  /// From the first look to the second; positive.
  package var settle: Duration
  private var quietAt: Instant?
  private var latest: Instant?
  private var confirmAt: Instant?

  package init(debounce: Duration, settle: Duration) {
    self.debounce = debounce
    self.settle = settle
  }

  /// Notes a message of the kernel.
  package mutating func changed(at now: Instant) {
    let latest = self.latest ?? now + Self.patience
    self.latest = latest
    quietAt = min(now + debounce, latest)
  }

  /// Whether to look now.
  package mutating func isDue(at now: Instant) -> Bool {
    if let quietAt, quietAt <= now {
      self.quietAt = nil
      latest = nil
      confirmAt = now + settle
      return true
    }
    guard let confirmAt, confirmAt <= now else { return false }
    self.confirmAt = nil
    return true
  }

  /// When `isDue` may say so next.
  package var nextDeadline: Instant? {
    [quietAt, confirmAt].compactMap(\.self).min()
  }
}
