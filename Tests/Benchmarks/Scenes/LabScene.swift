import CLinux
import DockhostInterface
import FoundationEssentials
import Glibc
import Machines

/// A laptop with one healthy Docker host, and Dockhost as its user's service with default settings.
final class LabScene {
  static let host = "docker-host"

  let lab: Lab
  let monitor: Monitor

  init(_ programs: MeasuredPrograms) throws {
    lab = try Lab.up(programs: Programs(folder: programs.folder, runtimeLibraries: []))
    do {
      try Self.plantUnits(lab)
      try lab.laptop.perform(
        ["multipass", "launch", "engine-socket", "--name", Self.host], as: .dev, limit: .seconds(300))
      try lab.laptop.perform(
        ["systemctl", "--user", "enable", "--now", "dockhostd.socket", "dockhostd.service"], as: .dev)
      // As root from outside; it is the same socket.
      monitor = try Monitor(path: "\(lab.laptop.root)/run/user/1000/dockhost/control.sock")
      try monitor.waitUntilHealthy(within: .seconds(120))
    } catch {
      try? lab.down()
      throw error
    }
  }

  func end() {
    do {
      try lab.down()
    } catch {
      say("the lab is not all gone: \(error)")
    }
  }

  private static func plantUnits(_ lab: Lab) throws {
    let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    for unit in ["dockhostd.service", "dockhostd.socket"] {
      let text = try String(contentsOf: repository.appending(path: "systemd/\(unit)"), encoding: .utf8)
      let planted = text.replacing("%h/.local/bin/", with: "/usr/local/bin/")
      try lab.laptop.write(planted, to: "/home/dev/.config/systemd/user/\(unit)", as: .dev)
    }
    try lab.laptop.perform(["systemctl", "--user", "daemon-reload"], as: .dev)
  }
}

extension LabScene {
  var guest: Machine { lab.guest(Self.host) }

  /// The engine's address, as the daemon tells it.
  var address: String {
    get throws {
      guard let address = monitor.hosts[Self.host]?.endpoint.address else {
        throw MeasurementFailure("the daemon tells no address of \"\(Self.host)\"")
      }
      return address
    }
  }

  /// The daemon, as this machine numbers it.
  func daemon() throws -> Int32 {
    let show = ["systemctl", "--user", "show", "--property=MainPID", "--value", "dockhostd.service"]
    return try process(try lab.laptop.perform(show, as: .dev), in: lab.laptop)
  }

  /// dockerd, as this machine numbers it.
  func engine() throws -> Int32 {
    let show = ["systemctl", "show", "--property=MainPID", "--value", "docker.service"]
    return try process(try guest.perform(show), in: guest)
  }

  /// Finds what a machine of the lab numbers differently.
  private func process(_ answer: String, in machine: Machine) throws -> Int32 {
    let inner = trimmed(answer)
    guard let leader = machine.leader else { throw MeasurementFailure("the machine \"\(machine.name)\" is off") }
    let space = target(ofLink: "/proc/\(leader)/ns/pid")
    let found = numbers(in: "/proc").first { process in
      target(ofLink: "/proc/\(process)/ns/pid") == space
        && readFile("/proc/\(process)/status").split(separator: "\n").first { $0.hasPrefix("NSpid:") }?
          .split(whereSeparator: \.isWhitespace).last.map(String.init) == inner
    }
    guard let found else { throw MeasurementFailure("\"\(machine.name)\" has no process \(inner)") }
    return found
  }

  private func target(ofLink path: String) -> String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) ?? ""
  }
}
