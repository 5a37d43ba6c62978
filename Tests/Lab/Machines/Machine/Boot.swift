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
    // What is around an init that has ended still holds the machine's tree and its link for a moment.
    if !waitUntilOff(within: .seconds(10)) { group.killAll() }
    let notices = try NoticeSocket(path: "\(socketFolder)/\(name).notify")
    let nspawn = try launch(
      ["unshare", "--mount", "--propagation=private", "sh", "-euc", Self.script, "sh", folder]
        + [plan.trees.joined(separator: ":"), plan.network] + nspawnArguments(plan),
      in: group, environment: try environment(notices.path), log: logFile)
    let isUp = try notices.awaitReadiness(of: nspawn, within: plan.limit) { (leader) throws(LabFailure) in
      try writeText(leader, to: leaderFile)
    }
    guard !isUp else { return }
    group.killAll()
    let console = readText(logFile) ?? ""
    let hint = console.contains("Too many open files") ? "; end other labs, or raise fs.inotify.max_user_instances" : ""
    throw LabFailure("the machine \"\(name)\" did not boot\(hint); its console ends with:\n\(console.suffix(2000))")
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
}
