import Multipass
import Supervision

/// Takes a mounted folder out of the guest; what is in it stays as it is.
package struct UnmountFolder: Work {
  package let name = "unmount"
  let host: String
  let target: String

  private var instance: InstanceAnswer?
  private var present: [String: String]?
  private var hasUnmounted = false
  private var awaited: AwaitedFolders
  private var failure: WorkFailure?

  /// Unmount for `host`; `target` is a path in the guest, `awaited` are all those that are to be mounted from now on.
  package init(host: String, target: String, awaited: [String]? = nil) {
    self.host = host
    self.target = target
    self.awaited = AwaitedFolders(awaited, host: host)
    failure = WorkFailure(refusingName: host) ?? WorkFailure(refusingTarget: target, host: host)
  }

  package var move: Move {
    if let failure { return .failed(failure) }
    if let move = mountableMove(instance, host: host) { return move }
    guard let present else { return .perform(.mounts(of: host)) }
    if hasUnmounted, let step = awaited.step(instance) { return .perform(step) }
    if hasUnmounted {
      return .done(["'\(target)' is unmounted in '\(host)'; containers that use it see an empty folder"])
    }
    guard present[target] != nil else {
      return .done(["nothing is mounted at '\(target)' in '\(host)'"] + others(present))
    }
    return .perform(.unmount(target, in: host))
  }

  private func others(_ present: [String: String]) -> [String] {
    present.isEmpty ? [] : ["mounted are: \(present.keys.sorted().joined(separator: ", "))"]
  }

  /// Takes how the step that `move` asked for ended.
  package mutating func take(_ outcome: Outcome) {
    guard case .perform(let step) = move else { return }
    failure = WorkFailure(step, outcome, host: host)
    switch (step.action, outcome) {
    case (.multipass(.states), .ended(let end)) where failure == nil: instance = readList(end).state(of: host)
    case (.multipass(.info), .ended(let end)) where failure == nil: take(readMounts(end, of: host))
    case (.multipass(.umount), .ended) where failure == nil: hasUnmounted = true
    case (.guest, _):
      failure = nil
      awaited.finish()
    default: break
    }
  }

  private mutating func take(_ answer: MountsAnswer) {
    switch answer {
    case .mounted(let mounts): present = mounts
    case .trouble(let trouble): failure = WorkFailure(.mounts(of: host), trouble, host: host)
    }
  }
}
