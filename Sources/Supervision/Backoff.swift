/// Growing pauses between tries, each varied by a fifth so that many hosts do not try in step.
struct Backoff: Equatable, Sendable {
  let first: Duration
  let last: Duration
  private(set) var tries = 0
  private var random: SplitMix

  init(first: Duration, last: Duration, seed: UInt64) {
    self.first = first
    self.last = last
    random = SplitMix(seed: seed)
  }

  /// The pause before the next try: nothing for the first, then `first`, doubled up to `last`, plus or minus 20 %.
  mutating func next() -> Duration {
    defer { tries += 1 }
    guard tries > 0 else { return .zero }
    let plain = min(first * (1 << min(tries - 1, 16)), last)
    let permille = Int(random.next() % 401) + 800
    return plain * permille / 1000
  }

  /// A pause that is never nothing, for something that has just been tried.
  mutating func nextAfterFirst() -> Duration {
    if tries == 0 { tries = 1 }
    return next()
  }

  mutating func reset() {
    tries = 0
  }
}
