import FoundationEssentials
import Machines

extension Machine {
  /// dockerd, as the real machine numbers it.
  func engine() throws -> Int32 {
    let show = ["systemctl", "show", "--property=MainPID", "--value", "docker.service"]
    return try process(numbered: try perform(show))
  }

  /// Finds what this machine numbers differently from the real one.
  func process(numbered answer: String) throws -> Int32 {
    let inner = trimmed(answer)
    guard let leader else { throw MeasurementFailure("the machine \"\(name)\" is off") }
    let space = target(ofLink: "/proc/\(leader)/ns/pid")
    let found = numbers(in: "/proc").first { process in
      target(ofLink: "/proc/\(process)/ns/pid") == space
        && readFile("/proc/\(process)/status").split(separator: "\n").first { $0.hasPrefix("NSpid:") }?
          .split(whereSeparator: \.isWhitespace).last.map(String.init) == inner
    }
    guard let found else { throw MeasurementFailure("\"\(name)\" has no process \(inner)") }
    return found
  }
}

private func target(ofLink path: String) -> String {
  (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) ?? ""
}
