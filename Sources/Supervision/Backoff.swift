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

/// A small generator of random numbers that is a value and can be replayed (SplitMix64, Steele, Lea and Flood 2014).
struct SplitMix: Equatable, Sendable {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
