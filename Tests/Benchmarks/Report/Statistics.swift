/// Samples of one quantity, in order of size.
struct Statistics {
  private let sorted: [Duration]

  /// There is at least one sample.
  init(_ samples: [Duration]) {
    precondition(!samples.isEmpty, "a statistic of nothing")
    sorted = samples.sorted()
  }

  var count: Int { sorted.count }

  /// Milliseconds.
  var median: Double { percentile(50) }

  /// The nearest rank's sample, in milliseconds.
  func percentile(_ percent: Double) -> Double {
    let rank = Int((percent / 100 * Double(sorted.count)).rounded(.up))
    return sorted[min(max(rank, 1), sorted.count) - 1].milliseconds
  }

  /// The slowest, in milliseconds.
  var worst: Double { sorted[sorted.count - 1].milliseconds }
}

extension Duration {
  var milliseconds: Double { self / .milliseconds(1) }
  var inSeconds: Double { self / .seconds(1) }
}
