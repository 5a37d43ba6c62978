import CLinux
import Glibc
import StandIn

/// The stand-in's daemon, as a process that can be started, ended and found.
package struct MultipassDaemon: Sendable {
  let lab: Lab

  private var folder: String { "\(lab.folder)/multipassd" }
  /// Bound into the laptop as /run/multipass.
  var socketFolder: String { "\(folder)/run" }
  var socket: String { "\(socketFolder)/multipass_socket" }
  /// Read by the daemon at each command: what it is to do wrong.
  var faultsFile: String { "\(folder)/faults.json" }
  private var pidFile: String { "\(folder)/pid" }

  /// The running daemon's process; nil when there is none.
  package var process: Int32? {
    guard let process = readText(pidFile).flatMap({ pid_t($0.trimmed) }), isAlive(process, in: lab.layout.daemonGroup)
    else { return nil }
    return process
  }

  /// Starts the daemon and returns when it takes connections.
  package func start() throws(LabFailure) {
    let program = "\(lab.programs.folder)/multipassd"
    guard process == nil else { return }
    guard exists(program) else { throw LabFailure("there is no \"\(program)\"; build it with `swift build`") }
    let log = "\(folder)/log"
    let command = [program, "--socket", socket, "--lab", lab.folder]
    let started = try launch(command, in: lab.layout.daemonGroup, log: log)
    try writeText("\(started)", to: pidFile)
    let deadline = ContinuousClock.now + .seconds(20)
    while !takesConnections {
      guard ContinuousClock.now < deadline, !waitForEnd(of: started, within: .milliseconds(10)) else {
        throw LabFailure("multipassd does not take connections on \"\(socket)\"; it said: \(readText(log) ?? "")")
      }
    }
  }

  /// Ends the daemon: in order (SIGTERM, its socket goes) or by SIGKILL (a stale socket stays).
  package func stop(signal: Int32 = SIGTERM) throws(LabFailure) {
    guard let process else { return }
    kill(process, signal)
    if !waitForEnd(of: process, within: .seconds(20)) { kill(process, SIGKILL) }
    try remove(pidFile)
  }

  /// Takes away what the first daemon leaves for the clients of all others.
  func removeCertificate() throws(LabFailure) {
    try remove(Certificate.path(besides: socket))
  }

  private var takesConnections: Bool {
    let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    return withUnixAddress(socket) { Glibc.connect(descriptor, $0, $1) == 0 }
  }
}

extension Lab {
  package var multipassd: MultipassDaemon { MultipassDaemon(lab: self) }

  /// Runs the stand-in's client in the laptop, as its user.
  package func multipass(_ arguments: String..., limit: Duration = .seconds(300)) throws(LabFailure) -> CommandResult {
    try laptop.run(["multipass"] + arguments, as: .dev, limit: limit)
  }
}
