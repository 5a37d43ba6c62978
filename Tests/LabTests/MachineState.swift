import CLinux
import FoundationEssentials
import Glibc
import Machines

/// What of the real machine no lab may touch.
struct MachineState: Equatable {
  private let shown: [String: String]
  /// Seconds by which the machine's clock is ahead of its steady one: moves when somebody sets the clock.
  let clockOffset: Double

  static func == (one: Self, other: Self) -> Bool { one.shown == other.shown }

  init() throws {
    let commands = [
      "links": ["ip", "-oneline", "link"], "addresses": ["ip", "-brief", "address"],
      "routes": ["ip", "route", "show", "table", "all"], "rules": ["ip", "rule"],
      "firewall": ["iptables-save"], "forwarding": ["sysctl", "net.ipv4.ip_forward"],
      "resolver": ["cat", "/etc/resolv.conf", "/etc/hosts"], "mounts": ["cat", "/proc/self/mounts"],
    ]
    shown = try commands.mapValues { command in
      // Counters and the saving's own time are no state.
      try perform(command).split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
        line.split(separator: "[").first.map(String.init) ?? ""
      }.joined(separator: "\n")
    }
    var steady = timespec()
    clock_gettime(CLOCK_MONOTONIC, &steady)
    var wall = timespec()
    clock_gettime(CLOCK_REALTIME, &wall)
    clockOffset = Double(wall.tv_sec - steady.tv_sec) + Double(wall.tv_nsec - steady.tv_nsec) / 1e9
  }
}

/// What there is of a lab on the machine: processes, control groups, mounts, loop devices, files.
struct Remains: CustomStringConvertible {
  static let none = "processes [] groups [] mounts [] files []"

  private let processes: [String]
  private let groups: [String]
  private let mounts: [String]
  private let files: [String]

  init(of folder: String) throws {
    let manager = FileManager.default
    let numbers = try manager.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil && $0 != "\(getpid())" }
    processes = numbers.filter { number in
      let line = try? String(contentsOfFile: "/proc/\(number)/cmdline", encoding: .utf8)
      return line?.contains(folder) ?? false
    }
    let identity = fingerprint(Array(folder.utf8))
    groups = try perform(["find", "/sys/fs/cgroup", "-type", "d", "-path", "*dockhost-lab/\(identity)*"])
      .split(separator: "\n").map(String.init)
    mounts = try perform(["cat", "/proc/self/mounts"]).split(separator: "\n").map(String.init)
      .filter { $0.contains(folder) }
    files = [folder, "/run/dockhost-lab/\(identity)"].filter { manager.fileExists(atPath: $0) }
  }

  var isEmpty: Bool { description == Self.none }
  var description: String { "processes \(processes) groups \(groups) mounts \(mounts) files \(files)" }
}
