import DockhostInterface
import Machines

/// A laptop with one healthy Docker host, and Dockhost as its user's service with default settings.
final class LabScene {
  static let host = "docker-host"

  let lab: Lab
  let monitor: Monitor

  init(_ programs: MeasuredPrograms) throws {
    lab = try Lab.up(programs: Programs(folder: programs.folder, runtimeLibraries: []))
    do {
      try lab.laptop.perform(
        ["multipass", "launch", "engine-socket", "--name", Self.host], as: .dev, limit: .seconds(300))
      try lab.startDockhost()
      // As root from outside; it is the same socket.
      monitor = try Monitor(path: "\(lab.laptop.root)/run/user/1000/dockhost/control.sock")
      try monitor.waitUntilHealthy(within: .seconds(120))
    } catch {
      try? lab.down()
      throw error
    }
  }

  func end() {
    lab.end()
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
    return try lab.laptop.process(numbered: try lab.laptop.perform(show, as: .dev))
  }
}
