import Multipass

/// Takes a mounted folder out of the guest; what is in it stays as it is.
package struct UnmountFolder: Work {
  package let name = "unmount"
  let host: String
  let target: String

  private var look = MountLook()
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
    if let move = look.move(host: host) { return move }
    if hasUnmounted {
      return awaited.step(look.instance).map { .perform($0) }
        ?? .done(["'\(target)' is unmounted in '\(host)'; containers that use it see an empty folder"])
    }
    guard look.present[target] != nil else {
      return .done(["nothing is mounted at '\(target)' in '\(host)'"] + others)
    }
    return .perform(.unmount(target, in: host))
  }

  private var others: [String] {
    look.present.isEmpty ? [] : ["mounted are: \(look.present.keys.sorted().joined(separator: ", "))"]
  }

  /// Takes how the step that `move` asked for ended.
  package mutating func take(_ outcome: Outcome) {
    guard case .perform(let step) = move else { return }
    failure = WorkFailure(step, outcome, host: host)
    switch (step.action, outcome) {
    case (.multipass(.umount), .ended): hasUnmounted = failure == nil
    case (.multipass(let command), .ended(let end)): failure = failure ?? look.take(command, end, host: host)
    case (.guest, _):
      failure = nil
      awaited.finish()
    default: break
    }
  }
}
