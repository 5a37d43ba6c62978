import Multipass

/// Mounts a folder of this machine in the guest.
package struct MountFolder: Work {
  package let name = "mount"
  let host: String
  let mount: MountSettings
  /// It is mounted as far as Multipass knows, and to be mounted again all the same.
  private let isRenewed: Bool

  private var look = MountLook()
  private var hasUnmounted = false
  private var hasMounted = false
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
    if let move = look.move(host: host) { return move }
    if hasMounted {
      return awaited.step(look.instance).map { .perform($0) }
        ?? .done(["'\(mount.source)' is mounted at '\(mount.target)' in '\(host)'"])
    }
    switch look.present[mount.target] {
    case nil: return .perform(.mount(mount, in: host))
    case mount.source where isRenewed:
      return .perform(hasUnmounted ? .mount(mount, in: host) : .unmount(mount.target, in: host))
    case mount.source: return .done(["'\(mount.source)' was mounted at '\(mount.target)' in '\(host)' already"])
    case let other?: return .failed(.occupied(mount, by: other, host: host))
    }
  }

  /// Takes how the step that `move` asked for ended.
  package mutating func take(_ outcome: Outcome) {
    guard case .perform(let step) = move else { return }
    failure = WorkFailure(step, outcome, host: host)
    switch (step.action, outcome) {
    case (.multipass(.umount), .ended):
      // What is left of a dead mount may be gone already.
      failure = nil
      hasUnmounted = true
    case (.multipass(.mount), .ended): hasMounted = failure == nil
    case (.multipass(let command), .ended(let end)): failure = failure ?? look.take(command, end, host: host)
    case (.guest, _):
      failure = nil
      awaited.finish()
    default: break
    }
  }
}
