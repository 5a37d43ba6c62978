/// How many results in a row were the same (the rule of kubelet's prober: a verdict changes only after a run).
struct RunLength: Equatable, Sendable {
  private(set) var succeeding = true
  /// At least 1 after the first result.
  private(set) var count = 0

  mutating func add(success: Bool) {
    if success == succeeding {
      count += 1
    } else {
      succeeding = success
      count = 1
    }
  }

  mutating func reset() {
    self = RunLength()
  }

  func hasSucceeded(times: Int) -> Bool {
    succeeding && count >= times
  }

  func hasFailed(times: Int) -> Bool {
    !succeeding && count >= times
  }
}
