/// One invocation of `multipass`.
package enum MultipassCommand: Equatable, Sendable {
  /// Which Multipass this is.
  case version
  /// Every instance's state; the daemon does not enter the guests for it, and so tells no address.
  case states
  /// Every instance's state and addresses; the daemon enters the running guests for it.
  case addresses
  /// What the daemon itself knows of the instance, its mounts among it; no guest is entered for it.
  case info(String)
  case start(String)
  case stop(String)
  /// Ends the machine at once, as pulling its plug does; the one way out of the state Unknown.
  case cutPower(String)
  case restart(String)
  /// Docker Engine alone, inside the instance.
  case restartEngine(String)
  case launch(Launch)
  /// Without `purge`, `multipass recover` brings the instance back.
  case delete(String, purge: Bool)
  case get(key: String)
  case set(key: String, value: String)
  /// Takes a snapshot of a stopped instance.
  case snapshot(String, name: String)
  /// Both are absolute paths.
  case mount(source: String, instance: String, target: String)
  case umount(instance: String, target: String)
  /// Runs a command in the instance as its default user; Multipass starts an instance that is stopped for it.
  case exec(String, [String])

  /// The arguments after the program's name.
  package var arguments: [String] {
    switch self {
    case .version: ["version", "--format", "json"]
    case .states: ["list", "--no-ipv4", "--format", "json"]
    case .addresses: ["list", "--format", "json"]
    case .info(let name): ["info", name, "--no-runtime-information", "--format", "json"]
    case .start(let name): ["start", name]
    case .stop(let name): ["stop", name]
    case .cutPower(let name): ["stop", "--force", name]
    case .restart(let name): ["restart", name]
    case .restartEngine(let name): Self.execution(of: ["sudo", "sh", "-c", Self.engineRestart], in: name)
    case .launch(let launch): launch.arguments
    case .delete(let name, let purge): ["delete"] + (purge ? ["--purge"] : []) + [name]
    case .get(let key): ["get", key]
    case .set(let key, let value): ["set", "\(key)=\(value)"]
    case .snapshot(let instance, let name): ["snapshot", "--name", name, instance]
    case .mount(let source, let instance, let target): ["mount", source, "\(instance):\(target)"]
    case .umount(let instance, let target): ["umount", "\(instance):\(target)"]
    case .exec(let name, let command): Self.execution(of: command, in: name)
    }
  }

  /// Without -n, another question to the daemon maps the working directory, and every error is printed twice.
  private static func execution(of command: [String], in name: String) -> [String] {
    ["exec", "-n", name, "--"] + command
  }

  /// Two commands for the guest's shell: starts by hand count against the unit's start limit, so that a restart would
  /// be refused after a few; there may be no docker.socket, so that the first may fail.
  private static let engineRestart =
    "systemctl reset-failed docker.service docker.socket 2>/dev/null; exec systemctl restart docker.service"

  /// What it is given on standard input; nil for nothing.
  package var input: [UInt8]? {
    if case .launch(let launch) = self { Array(launch.cloudInit.utf8) } else { nil }
  }
}
