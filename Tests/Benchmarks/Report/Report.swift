import DockhostInterface
import Glibc

/// The table as it stands in README, with what it was measured on above it.
struct Report {
  private let workshop: Workshop
  var figures: [Figure] = []

  init(_ workshop: Workshop) {
    self.workshop = workshop
  }

  var text: String {
    let head = ["figure", "measured", "bar", "", "beside it, in the same run"]
    let rows = figures.map { [$0.what, $0.measured, $0.bar, $0.verdict.rawValue, $0.beside] }
    let rule = Array(repeating: "---", count: head.count)
    let table = ([head, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
    return ([about, ""] + table).joined(separator: "\n")
  }

  private var about: String {
    """
    Measured by `swift run -c release benchmarks\(workshop.isQuick ? " --quick" : "")` on \(processors), \
    \(memory), \(system), Linux \(kernel); Dockhost \(Product.version), \(workshop.programs.description). \
    Load average at the end: \(load).
    """
  }

  private var processors: String {
    let model = value(of: "model name", in: "/proc/cpuinfo") ?? "unknown processor"
    return "\(sysconf(Int32(_SC_NPROCESSORS_ONLN))) × \(model)"
  }

  private var memory: String {
    let pages = Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
    return "\(fixed(pages / 1_073_741_824, 0)) GiB"
  }

  private var system: String {
    let name = readFile("/etc/os-release").split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
    return name.map { $0.dropFirst(12).filter { $0 != "\"" } }.map { String($0) } ?? "Linux"
  }

  private var kernel: String { trimmed(readFile("/proc/sys/kernel/osrelease")) }

  private var load: String {
    readFile("/proc/loadavg").split(separator: " ").prefix(3).joined(separator: " ")
  }

  private func value(of key: String, in file: String) -> String? {
    let line = readFile(file).split(separator: "\n").first { $0.hasPrefix(key) }
    return line?.split(separator: ":", maxSplits: 1).last.map { trimmed(String($0)) }
  }
}
