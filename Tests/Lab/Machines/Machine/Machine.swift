import Glibc

/// A real Debian system under systemd-nspawn: its own init, services, users and disk, on a kernel that all share.
package struct Machine: Sendable {
  /// The host name, too.
  package let name: String
  /// What there is of it on the real machine: disk, log, process numbers.
  let folder: String
  let group: ControlGroup
  /// Folder of the short-lived sockets, since the path of a socket is limited to 107 bytes.
  let socketFolder: String

  /// The process that is the machine's init, seen from outside; nil when the machine is off.
  package var leader: Int32? {
    guard let leader = readText(leaderFile).flatMap({ pid_t($0.trimmed) }), isAlive(leader, in: group) else {
      return nil
    }
    return leader
  }

  package var isOn: Bool { leader != nil }

  /// The machine's root folder, reachable from outside while it is on; its absolute links lead astray.
  package var root: String {
    get throws(LabFailure) { "/proc/\(try requireLeader())/root" }
  }

  var leaderFile: String { "\(folder)/leader" }
  var logFile: String { "\(folder)/console.log" }
  /// What is laid over the root folder at each boot.
  var seed: String { "\(folder)/seed" }

  func requireLeader() throws(LabFailure) -> pid_t {
    guard let leader else { throw LabFailure("the machine \"\(name)\" is off") }
    return leader
  }

  /// Presses the power button: the machine shuts down in order, in its own time.
  package func requestPowerOff() throws(LabFailure) {
    // systemd's own signal for poweroff.target: SIGRTMIN+4 (systemd(1)).
    kill(try requireLeader(), __libc_current_sigrtmin() + 4)
  }

  /// Pulls the plug.
  package func cutPower() {
    group.killAll()
  }

  /// Waits until the machine is off; false when it is not within `limit`.
  package func waitUntilOff(within limit: Duration) -> Bool {
    if let leader, !waitForEnd(of: leader, within: limit) { return false }
    // The processes around it go right after, and with them its mounts and its link.
    return group.processes.allSatisfy { waitForEnd(of: $0, within: limit) }
  }

  /// Waits until all services of a machine whose init runs are up or have failed; true when none has.
  package func waitUntilBooted(within limit: Duration = .seconds(60)) throws(LabFailure) -> Bool {
    try run(["systemctl", "is-system-running", "--wait"], limit: limit).status == 0
  }

  /// Stops all processes where they are.
  package func freeze() throws(LabFailure) { try group.setFrozen(true) }

  /// Lets them go on.
  package func thaw() throws(LabFailure) { try group.setFrozen(false) }

  package var isFrozen: Bool { group.isFrozen }
}
