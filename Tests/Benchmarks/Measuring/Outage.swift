/// What clients saw of one trouble.
struct Outage {
  /// The longest time without an answer.
  let gap: Duration
  let requests: Int
  let refused: Int
  /// Taken by the old engine as a rule, which ended before it answered.
  let cutOff: Int
  /// Not ended, and not started anew.
  let containerLived: Bool
  /// One that was begun once the old engine had ended.
  let nextBuildSucceeded: Bool

  init(
    since began: ContinuousClock.Instant, requests: [SteadyRequests.Request], containerLived: Bool,
    nextBuildSucceeded: Bool
  ) {
    let answers = [began] + requests.filter { $0.end == .answered }.map(\.ended)
    gap = zip(answers, answers.dropFirst()).map { $0.duration(to: $1) }.max() ?? .zero
    self.requests = requests.count
    refused = requests.count { $0.end == .refused }
    cutOff = requests.count { $0.end == .cutOff }
    self.containerLived = containerLived
    self.nextBuildSucceeded = nextBuildSucceeded
  }
}
