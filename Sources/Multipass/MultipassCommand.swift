/// One invocation of `multipass`.
package enum MultipassCommand: Equatable, Sendable {
  /// Which Multipass this is.
  case version
  /// Every instance's state; the daemon does not enter the guests for it, and so tells no address.
  case states
  /// Every instance's state and addresses; the daemon enters the running guests for it.
  case addresses
  case start(String)
  case stop(String)
  case restart(String)
  /// Docker Engine alone, inside the instance.
  case restartEngine(String)

  /// The arguments after the program's name.
  package var arguments: [String] {
    switch self {
    case .version: ["version", "--format", "json"]
    case .states: ["list", "--no-ipv4", "--format", "json"]
    case .addresses: ["list", "--format", "json"]
    case .start(let name): ["start", name]
    case .stop(let name): ["stop", name]
    case .restart(let name): ["restart", name]
    // -n: without it, another question to the daemon maps the working directory, and every error is printed twice.
    case .restartEngine(let name): ["exec", "-n", name, "--", "sudo", "sh", "-c", Self.engineRestart]
    }
  }

  /// Two commands for the guest's shell: starts by hand count against the unit's start limit, so that a restart would
  /// be refused after a few; there may be no docker.socket, so that the first may fail.
  private static let engineRestart =
    "systemctl reset-failed docker.service docker.socket 2>/dev/null; exec systemctl restart docker.service"

  /// How long it may take before it counts as hung: Multipass itself gives start and restart 300 s for SSH, and stop
  /// 300 s for the guest to power off.
  package var limit: Duration {
    switch self {
    case .version, .states, .addresses: .seconds(10)
    case .start, .restart: .seconds(360)
    case .stop: .seconds(330)
    case .restartEngine: .seconds(120)
    }
  }

  /// Whether it may be killed when its limit has passed; an interrupted start wedges Multipass's daemon.
  package var mayBeSignalled: Bool {
    switch self {
    case .start, .restart: false
    case .version, .states, .addresses, .stop, .restartEngine: true
    }
  }
}
