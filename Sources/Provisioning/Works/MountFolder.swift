import Multipass
import Supervision

/// Mounts a folder of this machine in the guest.
package struct MountFolder: Work {
  package let name = "mount"
  let host: String
  let mount: MountSettings

  private var instance: InstanceAnswer?
  private var present: [String: String]?
  private var hasMounted = false
  /// It is mounted as far as Multipass knows, and to be mounted again all the same.
  private let isRenewed: Bool
  private var hasUnmounted = false
  private var awaited: AwaitedFolders
  private var failure: WorkFailure?

  /// Mount for `host`, from what `sources` says can be seen; `renewed` for a folder that is missing in the guest, whatever
  /// Multipass says, `awaited` for all the folders in the guest that are to be mounted from now on.
  package init(
    host: String, mount: MountSettings, sources: MountSources, renewed: Bool = false, awaited: [String]? = nil
  ) {
    self.host = host
    self.mount = mount
    isRenewed = renewed
    self.awaited = AwaitedFolders(awaited, host: host)
    failure = WorkFailure(refusingName: host) ?? WorkFailure(refusing: mount, sources, host: host)
  }

  package var move: Move {
    if let failure { return .failed(failure) }
    if let move = mountableMove(instance, host: host) { return move }
    guard let present else { return .perform(.mounts(of: host)) }
    if hasMounted, let step = awaited.step(instance) { return .perform(step) }
    if hasMounted { return .done(["'\(mount.source)' is mounted at '\(mount.target)' in '\(host)'"]) }
    switch present[mount.target] {
    case nil: return .perform(.mount(mount, in: host))
    case mount.source where isRenewed && !hasUnmounted:
      return .perform(.unmount(mount.target, in: host))
    case mount.source where isRenewed: return .perform(.mount(mount, in: host))
    case mount.source: return .done(["'\(mount.source)' was mounted at '\(mount.target)' in '\(host)' already"])
    case let other?: return .failed(.occupied(mount, by: other, host: host))
    }
  }

  /// Takes how the step that `move` asked for ended.
  package mutating func take(_ outcome: Outcome) {
    guard case .perform(let step) = move else { return }
    failure = WorkFailure(step, outcome, host: host)
    switch (step.action, outcome) {
    case (.multipass(.states), .ended(let end)) where failure == nil: instance = readList(end).state(of: host)
    case (.multipass(.info), .ended(let end)) where failure == nil: take(readMounts(end, of: host))
    case (.multipass(.mount), .ended) where failure == nil: hasMounted = true
    case (.multipass(.umount), .ended):
      // What is left of a dead mount may be gone already.
      failure = nil
      hasUnmounted = true
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

/// What stands between a work and an instance whose mounts can change, which a stopped one's can; nil when nothing does.
func mountableMove(_ instance: InstanceAnswer?, host: String) -> Move? {
  switch instance {
  case .found(.stopped), .found(.running), .found(.delayedShutdown): nil
  case nil, .missing, .found, .trouble: runningMove(instance, host: host)
  }
}
