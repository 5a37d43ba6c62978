import FoundationEssentials
import Machines

extension Lab {
  /// Starts Dockhost as the service of the laptop's user, with the units that users install.
  func startDockhost() throws {
    let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let units = ["dockhostd.socket", "dockhostd.service"]
    for unit in units {
      let text = try String(contentsOf: repository.appending(path: "systemd/\(unit)"), encoding: .utf8)
      let planted = text.replacing("%h/.local/bin/", with: "/usr/local/bin/")
      try laptop.write(planted, to: "/home/dev/.config/systemd/user/\(unit)", as: .dev)
    }
    try laptop.perform(["systemctl", "--user", "daemon-reload"], as: .dev)
    try laptop.perform(["systemctl", "--user", "enable", "--now"] + units, as: .dev)
  }

  /// Ends it after everything was measured; what is left of it is told.
  func end() {
    do {
      try down()
    } catch {
      say("the lab is not all gone: \(error)")
    }
  }
}
