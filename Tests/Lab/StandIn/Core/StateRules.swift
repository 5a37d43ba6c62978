/// What `start` does to an instance.
package enum StartStep: Equatable, Sendable {
  case nothing
  case cancelShutdown
  case powerOn
  case resume
  /// Somebody starts it already.
  case wait
  case complain(String)
}

/// What `stop` does to an instance.
package enum StopStep: Equatable, Sendable {
  case nothing
  case shutDown
  case cutPower
}

/// What each command does to an instance in each state; the table of Multipass's behaviour.
extension MachineState {
  package func startStep(of name: String) -> StartStep {
    switch self {
    case .running: .nothing
    case .delayedShutdown: .cancelShutdown
    case .stopped: .powerOn
    case .suspended: .resume
    case .starting, .restarting: .wait
    case .suspending: .complain("Cannot start the instance '\(name)' while suspending.")
    case .unknown: .complain(Self.unknownComplaint(name))
    }
  }

  package func stopStep(force: Bool) throws(Refusal) -> StopStep {
    switch self {
    case .stopped: return .nothing
    case .running, .delayedShutdown, .unknown: return force ? .cutPower : .shutDown
    case .suspended: return try force ? .cutPower : refuse("Cannot stop suspended instance.")
    case .suspending: return try force ? .cutPower : refuse("Cannot stop instance while suspending.")
    case .starting, .restarting: return try force ? .cutPower : refuse("Cannot stop instance while starting.")
    }
  }

  /// Releases complain of an unknown state even when the instance is stopped.
  package func requireRestartable(_ name: String) throws(Refusal) {
    guard !isRunning else { return }
    throw .errors(.failedPrecondition, [Self.unknownComplaint(name)])
  }

  /// Whether `suspend` does anything; it never fails.
  package var canSuspend: Bool { isRunning }

  /// Whether a guest can be entered for `exec` and `shell`.
  package func requireEnterable(_ name: String) throws(Refusal) {
    switch self {
    case .running, .delayedShutdown: return
    case .unknown: throw Refusal(.failedPrecondition, "Cannot retrieve credentials in unknown state")
    case .stopped, .suspended, .starting, .restarting, .suspending:
      throw Refusal(.aborted, "instance \"\(name)\" is not running")
    }
  }

  private static func unknownComplaint(_ name: String) -> String {
    "Instance '\(name)' is already running, but in an unknown state.\nTry to stop it first."
  }

  private func refuse(_ message: String) throws(Refusal) -> StopStep {
    throw Refusal(.failedPrecondition, message)
  }
}
