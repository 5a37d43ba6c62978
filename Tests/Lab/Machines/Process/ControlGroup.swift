import CLinux
import Glibc

/// The control groups of one part of a lab, one in each hierarchy of the machine: by them its processes are found,
/// frozen, slowed down and ended, whoever started them.
struct ControlGroup: Sendable {
  /// Relative to a hierarchy's root, such as `dockhost-lab/1f0c/guest-docker-host`.
  let path: String

  /// The mounted hierarchies: one with version 2 alone, else one for each controller and systemd's own.
  static var hierarchies: [String] {
    let root = "/sys/fs/cgroup"
    if exists("\(root)/cgroup.controllers") { return [root] }
    return names(in: root).map { "\(root)/\($0)" }.filter { exists("\($0)/cgroup.procs") && !isLink($0) }
  }

  /// The hierarchy in which a group can be frozen and all its processes are listed.
  private static var freezer: String {
    hierarchies.first { $0.hasSuffix("/freezer") } ?? "/sys/fs/cgroup"
  }

  var folders: [String] { Self.hierarchies.map { "\($0)/\(path)" } }

  func create() throws(LabFailure) {
    for hierarchy in Self.hierarchies {
      var folder = hierarchy
      for part in path.split(separator: "/") {
        // Version 2 hands controllers down one level at a time; what the machine does not have is refused.
        for controller in ["cpu", "memory", "pids", "io"] {
          try? writeExisting("+\(controller)", to: "\(folder)/cgroup.subtree_control")
        }
        let above = folder
        folder += "/\(part)"
        guard !exists(folder) else { continue }
        guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw systemFailure("cannot make \"\(folder)\"") }
        try handDownProcessors(from: above, to: folder)
      }
    }
  }

  /// A version 1 cpuset takes no process before it has processors and memory.
  private func handDownProcessors(from above: String, to folder: String) throws(LabFailure) {
    for name in ["cpuset.cpus", "cpuset.mems"] where exists("\(folder)/cgroup.clone_children") {
      if let value = readText("\(above)/\(name)"), value.trimmed != "" {
        try writeExisting(value, to: "\(folder)/\(name)")
      }
    }
    if exists("\(folder)/cpuset.mems") { try? writeExisting("1", to: "\(folder)/cgroup.clone_children") }
  }

  /// All processes in the group and in those below it.
  var processes: [pid_t] {
    folders(below: "\(Self.freezer)/\(path)").flatMap { folder in
      (readText("\(folder)/cgroup.procs") ?? "").split(separator: "\n").compactMap { pid_t($0) }
    }
  }

  var isFrozen: Bool {
    let old = readText("\(Self.freezer)/\(path)/freezer.state")?.trimmed
    return (old ?? readText("\(Self.freezer)/\(path)/cgroup.freeze")?.trimmed).map { !["THAWED", "0"].contains($0) }
      ?? false
  }

  /// Stops all processes where they are, or lets them go on.
  func setFrozen(_ frozen: Bool) throws(LabFailure) {
    try Self.setFrozen(frozen, "\(Self.freezer)/\(path)")
  }

  private static func setFrozen(_ frozen: Bool, _ folder: String) throws(LabFailure) {
    if exists("\(folder)/freezer.state") {
      try writeExisting(frozen ? "FROZEN" : "THAWED", to: "\(folder)/freezer.state")
    } else {
      try writeExisting(frozen ? "1" : "0", to: "\(folder)/cgroup.freeze")
    }
  }

  /// Gives all processes together at most `permille` thousandths of one processor; nil lifts the limit.
  func limitProcessor(permille: Int?) throws(LabFailure) {
    for folder in folders where exists("\(folder)/cpu.cfs_quota_us") {
      try writeExisting(permille.map { "\($0 * 100)" } ?? "-1", to: "\(folder)/cpu.cfs_quota_us")
    }
    for folder in folders where exists("\(folder)/cpu.max") {
      try writeExisting(permille.map { "\($0 * 100) 100000" } ?? "max 100000", to: "\(folder)/cpu.max")
    }
  }

  /// Ends all processes at once, frozen ones too, and returns when they are gone.
  func killAll() {
    // One that is frozen would not see the signal.
    for group in folders(below: "\(Self.freezer)/\(path)") { try? Self.setFrozen(false, group) }
    while case let running = processes, !running.isEmpty {
      for process in running { kill(process, SIGKILL) }
      for process in running { _ = waitForEnd(of: process, within: .seconds(10)) }
      // One of ours stays in the list until it is collected.
      for process in running { _ = waitpid(process, nil, WNOHANG) }
    }
  }

  /// Ends all processes and removes the groups.
  func destroy() {
    killAll()
    for folder in folders {
      for group in folders(below: folder).reversed() { rmdir(group) }
    }
  }

  /// The folder and all below it, each before those in it.
  private func folders(below folder: String) -> [String] {
    guard exists(folder) else { return [] }
    let children = names(in: folder).map { "\(folder)/\($0)" }.filter { exists("\($0)/cgroup.procs") }
    return [folder] + children.flatMap { folders(below: $0) }
  }
}

/// The beginning of a command line that runs the rest of it in these control groups' folders.
func joining(_ folders: [String]) -> [String] {
  let script = """
    for group in \(folders.joined(separator: " ")); do echo $$ >"$group/cgroup.procs"; done
    exec "$@"
    """
  return ["sh", "-euc", script, "sh"]
}

private func isLink(_ path: String) -> Bool {
  var information = stat()
  return lstat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFLNK
}
