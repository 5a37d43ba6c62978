import CLinux
import Glibc

/// How a machine is put together at boot.
struct BootPlan: Sendable {
  /// The trees below the machine's own files, uppermost first; they are never written to.
  var trees: [String]
  /// Path of the network namespace in which the machine's link is made.
  var network: String
  /// More arguments for systemd-nspawn: the link, bound folders.
  var arguments: [String]
  /// Whether booting ends with the machine's default target, or already with its init.
  var waitsForTarget: Bool
  var limit = Duration.seconds(60)
}

extension Machine {
  /// Powers the machine on.
  func boot(_ plan: BootPlan) throws(LabFailure) {
    guard !isOn else { return }
    let notices = try NoticeSocket(path: "\(socketFolder)/\(name).notify")
    let nspawn = try launch(
      ["unshare", "--mount", "--propagation=private", "sh", "-euc", Self.script, "sh", folder]
        + [plan.trees.joined(separator: ":"), plan.network] + nspawnArguments(plan),
      in: group, environment: try environment(notices.path), log: logFile)
    try awaitBoot(notices, from: nspawn, plan)
  }

  /// All mounts are made in a namespace of their own, so none is left when the machine's last process is gone.
  private static let script = """
    folder=$1 trees=$2 network=$3
    shift 3
    mount -o loop "$folder/disk.img" "$folder/disk"
    mkdir -p "$folder/disk/upper" "$folder/disk/work" "$folder/disk/docker"
    mount -t overlay lab "$folder/root" \\
      -o "lowerdir=$trees,upperdir=$folder/disk/upper,workdir=$folder/disk/work"
    mkdir -p "$folder/root/var/lib/docker"
    mount --bind "$folder/disk/docker" "$folder/root/var/lib/docker"
    [ ! -d "$folder/seed" ] || cp -dR --preserve=mode "$folder/seed/." "$folder/root/"
    exec nsenter --net="$network" systemd-nspawn --directory="$folder/root" "$@"
    """

  private func nspawnArguments(_ plan: BootPlan) -> [String] {
    let unique = group.path.split(separator: "/").dropFirst().joined(separator: "-")
    return [
      "--quiet", "--machine=\(unique)", "--hostname=\(name)", "--register=no", "--keep-unit", "--link-journal=no",
      "--resolv-conf=off", "--timezone=off", "--console=read-only", "--boot",
      "--capability=all", "--system-call-filter=add_key keyctl bpf",
      // The kernel has one clock: setting it in a machine would set the real one's.
      "--drop-capability=CAP_SYS_TIME", "--notify-ready=\(plan.waitsForTarget ? "yes" : "no")",
    ] + plan.arguments
  }

  private func environment(_ notifySocket: String) throws(LabFailure) -> [String: String] {
    [
      "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "NOTIFY_SOCKET": notifySocket,
      // dockerd sets ip_forward; the rest of /proc/sys and /sys stays read-only, so that networkd expects no udev.
      "SYSTEMD_NSPAWN_API_VFS_WRITABLE": "network",
    ]
  }

  private func awaitBoot(_ notices: NoticeSocket, from nspawn: pid_t, _ plan: BootPlan) throws(LabFailure) {
    let deadline = ContinuousClock.now + plan.limit
    let process = pidfd_open(nspawn, 0)
    defer { if process >= 0 { close(process) } }
    while process >= 0 {
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero, waitToRead(notices.descriptor, process, within: left) else { break }
      guard let notice = notices.next() else { break }
      if let leader = notice["X_NSPAWN_LEADER_PID"] { try writeText(leader, to: leaderFile) }
      if notice["READY"] == "1" { return }
    }
    let console = (readText(logFile) ?? "").suffix(2000)
    group.killAll()
    throw LabFailure("the machine \"\(name)\" did not boot within \(plan.limit); its console ends with:\n\(console)")
  }
}

/// A socket to which a program says how far it is, as sd_notify(3) has it.
private final class NoticeSocket {
  let path: String
  let descriptor: Int32

  init(path: String) throws(LabFailure) {
    self.path = path
    try makeFolder(parent(of: path))
    unlink(path)
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    let bound = withUnixAddress(path) { bind(descriptor, $0, $1) }
    guard bound == 0 else { throw systemFailure("cannot listen on \"\(path)\"") }
  }

  /// The next notice's lines; nil when there is none.
  func next() -> [String: String]? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    guard count >= 0 else { return nil }
    let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
    let pairs = lines.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }.filter { $0.count == 2 }
    return Dictionary(pairs.map { ($0[0], $0[1]) }) { $1 }
  }

  deinit {
    close(descriptor)
    unlink(path)
  }
}
