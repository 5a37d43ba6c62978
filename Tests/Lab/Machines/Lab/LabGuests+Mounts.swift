import CLinux
import Glibc
package import StandIn

/// Folders of the laptop in the guests, as Multipass has them: sshfs in the guest, and a server of files that runs as the
/// laptop's user at the other end.
extension LabGuests {
  package func mount(_ name: String, _ mount: Mount) throws {
    try inHypervisorsWords {
      let guest = layout.guest(name)
      guard try layout.laptop.run(["test", "-d", mount.source], as: .dev).status == 0 else {
        throw LabFailure("Mount source path \"\(mount.source)\" does not exist.")
      }
      try unmount(name, mount.target)
      try guest.perform(["sh", "-euc", Self.makeTarget, "sh", mount.target])
      try connect(mount, guest)
      let deadline = ContinuousClock.now + .seconds(10)
      while try !guest.hasMounted(mount.target) {
        guard ContinuousClock.now < deadline, !waitForEnd(of: try guest.requireLeader(), within: .milliseconds(20))
        else {
          throw LabFailure("sshfs did not mount \"\(mount.source)\": \(readText(guest.mountLog) ?? "")")
        }
      }
    }
  }

  package func unmount(_ name: String, _ target: String) throws {
    _ = try inHypervisorsWords { try layout.guest(name).perform(["sh", "-euc", Self.unmount, "sh", target]) }
  }

  /// Starts both ends on one connection; each ends with its machine, or with the other.
  private func connect(_ mount: Mount, _ guest: Machine) throws(LabFailure) {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw systemFailure("cannot make a pair of sockets")
    }
    let log = open(guest.mountLog, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer { for descriptor in ends + [log] { close(descriptor) } }
    let options = "passive,transform_symlinks,allow_other,dcache_timeout=3"
    try start(["sshfs", "-o", options, ":\(mount.source)", mount.target], .root, in: guest, ends[0], log)
    try start(["/usr/lib/openssh/sftp-server"], .dev, in: layout.laptop, ends[1], log)
  }

  private func start(
    _ command: [String], _ account: Account, in machine: Machine, _ connection: Int32, _ log: Int32
  ) throws(LabFailure) {
    let inside = try machine.entering(command, as: account, environment: [:])
    let streams = GuestStreams(input: connection, output: connection, error: log)
    // It lives on in the background, so that there is no child to collect.
    _ = reap(try spawn(["setsid", "--fork"] + inside, environment: nil, streams: streams))
  }

  /// What is made of a path is the user's.
  private static let makeTarget = """
    above=$1
    while [ ! -e "$above" ]; do made=$above above=$(dirname "$above"); done
    mkdir -p "$1"
    [ -z "${made:-}" ] || chown -R 1000:1000 "$made"
    """

  /// A mount in use is cut off: whoever has it open sees that its other end is gone.
  private static let unmount = """
    for process in $(pgrep --exact sshfs); do
      [ "$(tr '\\0' '\\n' <"/proc/$process/cmdline" | tail -n 1)" != "$1" ] || kill -KILL "$process"
    done
    while umount --lazy "$1" 2>/dev/null; do :; done
    """
}

extension Machine {
  fileprivate var mountLog: String { "\(folder)/mount.log" }

  /// Whether the machine's list of mounts has that of a remote folder at a path.
  fileprivate func hasMounted(_ target: String) throws(LabFailure) -> Bool {
    let escaped = target.map { [" ": "\\040", "\t": "\\011", "\n": "\\012", "\\": "\\134"][$0] ?? String($0) }.joined()
    let mounts = (readText("/proc/\(try requireLeader())/mountinfo") ?? "").split(separator: "\n")
    return mounts.contains { $0.contains(" \(escaped) ") && $0.contains(" fuse.sshfs ") }
  }
}
