import Multipass
import Supervision

/// How far the mounts of a work have come.
struct MountProgress: Equatable {
  /// What is mounted: folders of this machine by those in the guest; nil while Multipass was not asked.
  private(set) var present: [String: String]?
  private(set) var finished: Set<String> = []
  private(set) var failure: WorkFailure?
  private var isGivenUp = false

  /// The first of `wanted` that is yet to be mounted.
  func next(of wanted: [MountSettings]) -> MountSettings? {
    guard !isGivenUp, let present else { return nil }
    return wanted.first { present[$0.target] != $0.source && !finished.contains($0.target) }
  }

  /// Whether Multipass has to be asked first.
  func isUnknown(for wanted: [MountSettings]) -> Bool {
    !wanted.isEmpty && present == nil && !isGivenUp
  }

  mutating func take(_ answer: MountsAnswer, host: String) {
    switch answer {
    case .mounted(let present): self.present = present
    case .trouble(let trouble): giveUp(WorkFailure(.mounts(of: host), trouble, host: host))
    }
  }

  /// Notes that no more can be tried for `target`.
  mutating func finish(_ target: String, _ failure: WorkFailure? = nil) {
    finished.insert(target)
    self.failure = self.failure ?? failure
  }

  mutating func giveUp(_ failure: WorkFailure) {
    isGivenUp = true
    self.failure = self.failure ?? failure
  }
}
