import Multipass
import Supervision

/// What stands between a work and an instance that runs, which it does not start itself; nil when nothing does.
func runningMove(_ instance: InstanceAnswer?, host: String) -> Move? {
  let look = Step.look(at: host)
  switch instance {
  case nil: return .perform(look)
  case .missing: return .failed(.missing(look, host))
  case .found(.running): return nil
  case .found(let state): return .failed(WorkFailure(look, state, host: host))
  case .trouble(let trouble): return .failed(WorkFailure(look, trouble, host: host))
  }
}

extension WorkFailure {
  /// Multipass could not be asked.
  init(_ step: Step, _ trouble: MultipassTrouble, host: String) {
    let end =
      switch trouble {
      case .missing: CommandEnd(exit: .notFound)
      case .hung: CommandEnd(exit: .limitPassed)
      case .daemonDown: CommandEnd(exit: .code(2), errorOutput: "list failed: cannot connect to the multipass socket")
      case .unauthenticated(let reason), .failed(let reason): CommandEnd(exit: .code(2), errorOutput: reason)
      }
    self.init(step, meaning(of: end, .states, host: host))
  }

  /// Why a work cannot go on with an instance in `state`.
  init(_ step: Step, _ state: InstanceState, host: String) {
    let (reason, hint) =
      switch state {
      case .running: ("'\(host)' runs", "`dockhostctl stop \(host)` stops it")
      case .stopped, .suspended, .delayedShutdown:
        ("'\(host)' does not run: it is in the state '\(state.word)'", "`dockhostctl start \(host)` starts it")
      case .starting, .restarting:
        ("'\(host)' is being started", "`dockhostctl wait \(host)` waits until it is up; then run the command again")
      case .suspending:
        ("'\(host)' is being suspended", "`multipass list` shows when that is done; then `dockhostctl start \(host)`")
      case .deleted:
        (
          "'\(host)' is deleted, but not purged",
          "`multipass recover \(host)` brings it back; `multipass delete --purge \(host)` frees its name for good"
        )
      case .unknown:
        (
          "Multipass has lost sight of '\(host)': its state is Unknown",
          "`dockhostctl up \(host)` gets it out of that state"
        )
      }
    self.init(step: step.name, reason: reason, hint: hint)
  }

  /// There is no such instance.
  static func missing(_ step: Step, _ host: String) -> WorkFailure {
    WorkFailure(
      step: step.name, reason: "there is no instance '\(host)'", hint: "`dockhostctl up \(host)` creates it")
  }

  /// What cannot be right whatever the world is like; nil when there is no such thing.
  init?(refusing host: String, _ settings: GuestSettings) {
    if let failure = WorkFailure(refusingName: host) {
      self = failure
    } else if let image = settings.image, image.hasPrefix("-") || image.isEmpty {
      self.init(
        step: "settings", reason: "'\(image)' is no image: expected a name, an alias or a URL",
        hint: "`multipass find` lists the images")
    } else if !(1...256).contains(settings.cpus) {
      self.init(
        step: "settings", reason: "'\(settings.cpus)' CPUs are out of range (1-256)",
        hint: "`dockhostctl up \(host) --cpus 2` asks for two")
    } else {
      return nil
    }
  }

  /// A name that no instance can have; nil for one that it can.
  package init?(refusingName host: String) {
    guard !isValidInstanceName(host) else { return nil }
    self.init(
      step: "settings",
      reason:
        "'\(host)' is no name for an instance, which has letters, digits and hyphens, a letter first and no hyphen "
        + "last",
      hint: "`dockhostctl list` shows the hosts; `dockhostctl up docker-host` uses the usual name")
  }
}
