import CLinux
import Glibc

/// A network of its own, kept alive by a sleeping process: when that is gone and nobody else is inside, so is the
/// network with all its links.
package struct Namespace: Sendable {
  /// The file that holds the number of the process that keeps it.
  let holderFile: String
  let group: ControlGroup

  /// The namespace's path, as `nsenter --net=` takes it; throws when the lab is down.
  var path: String {
    get throws(LabFailure) {
      guard let holder = readText(holderFile).flatMap({ pid_t($0.trimmed) }), isAlive(holder, in: group) else {
        throw LabFailure("the network of \"\(holderFile)\" is gone; begin again with `lab down` and `lab up`")
      }
      return "/proc/\(holder)/ns/net"
    }
  }

  /// Makes the namespace, with its loopback up.
  func create() throws(LabFailure) {
    let holder = try inNetwork(nil) { () throws(LabFailure) in
      try Machines.launch(["sleep", "infinity"], in: group, log: "/dev/null")
    }
    try writeText("\(holder)", to: holderFile)
    try configure("link set lo up")
  }

  /// Runs a command of the real machine in this network; it has to succeed.
  @discardableResult
  package func perform(_ command: [String], input: String = "", limit: Duration = .seconds(60)) throws(LabFailure)
    -> String
  {
    try Machines.perform(try entering(command), input: input, limit: limit)
  }

  /// Runs a command of the real machine in this network.
  package func execute(_ command: [String], limit: Duration = .seconds(60)) throws(LabFailure) -> CommandResult {
    try Machines.execute(try entering(command), limit: limit)
  }

  /// In the lab's control group, so that a server that leaves for the background ends with the lab.
  private func entering(_ command: [String]) throws(LabFailure) -> [String] {
    joining(group.folders) + ["nsenter", "--net=\(try path)", "--"] + command
  }

  /// Runs one line of `ip` for each line of `lines`, stopping at the first that fails.
  func configure(_ lines: String) throws(LabFailure) {
    try perform(["ip", "-batch", "-"], input: lines + "\n")
  }

  /// A TCP connection that begins in this network; nil when nobody takes it within `limit`.
  package func connect(to address: String, port: UInt16, within limit: Duration = .seconds(2)) throws(LabFailure)
    -> Int32?
  {
    let descriptor = try inNetwork(try path) {
      socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    }
    guard descriptor >= 0 else { throw systemFailure("cannot make a socket") }
    let begun = withInternetAddress(address, port) { Glibc.connect(descriptor, $0, $1) }
    if (begun == 0 || errno == EINPROGRESS) && waitToWrite(descriptor, within: limit) {
      var failure: Int32 = 0
      var size = socklen_t(MemoryLayout<Int32>.size)
      if getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &size) == 0 && failure == 0 { return descriptor }
    }
    close(descriptor)
    return nil
  }
}

/// Does something with the calling thread in another network: the one at `path`, or a fresh one.
private func inNetwork<Result>(_ path: String?, _ body: () throws(LabFailure) -> Result) throws(LabFailure) -> Result {
  let own = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)
  guard own >= 0 else { throw systemFailure("cannot open the network namespace of this thread") }
  defer { close(own) }
  if let path {
    let other = open(path, O_RDONLY | O_CLOEXEC)
    guard other >= 0 else { throw systemFailure("cannot open \"\(path)\"") }
    defer { close(other) }
    guard setns(other, Int32(DOCKHOST_NEW_NETWORK)) == 0 else { throw systemFailure("cannot enter \"\(path)\"") }
  } else {
    guard dockhost_unshare(Int32(DOCKHOST_NEW_NETWORK)) == 0 else {
      throw systemFailure("cannot make a network namespace; run as root")
    }
  }
  defer {
    precondition(
      setns(own, Int32(DOCKHOST_NEW_NETWORK)) == 0, "cannot go back to the network that this thread came from")
  }
  return try body()
}

private func waitToWrite(_ descriptor: Int32, within limit: Duration) -> Bool {
  var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
  return poll(&entry, 1, Int32(clamping: limit.milliseconds)) > 0
}
