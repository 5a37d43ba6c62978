/// Collects what callbacks report, and lets a test wait for it.
final class Occurrences<Value> {
  private(set) var all: [Value] = []
  private var taken = 0
  private var waiting: CheckedContinuation<Void, Never>?

  func add(_ value: Value) {
    all.append(value)
    waiting?.resume()
    waiting = nil
  }

  /// The first one that no call has returned yet; the suite's time limit is the only limit.
  func next() async -> Value {
    if taken == all.count { await withCheckedContinuation { waiting = $0 } }
    taken += 1
    return all[taken - 1]
  }
}
