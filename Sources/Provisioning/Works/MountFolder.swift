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
  private var failure: WorkFailure?

  /// Mount for `host`, from what `sources` says can be seen.
  package init(host: String, mount: MountSettings, sources: MountSources) {
    self.host = host
    self.mount = mount
    failure = WorkFailure(refusingName: host) ?? WorkFailure(refusing: mount, sources, host: host)
  }

  package var move: Move {
    if let failure { return .failed(failure) }
    if let move = mountableMove(instance, host: host) { return move }
    guard let present else { return .perform(.mounts(of: host)) }
    if hasMounted { return .done(["'\(mount.source)' is mounted at '\(mount.target)' in '\(host)'"]) }
    switch present[mount.target] {
    case nil: return .perform(.mount(mount, in: host))
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
