import FoundationEssentials
import Glibc
import Machines

/// A laptop with a Docker host in it, and Dockhost as its user's service: everything real but Multipass itself.
final class Scene {
  static let host = "docker-host"

  let lab: Lab
  var laptop: Machine { lab.laptop }

  /// A laptop with Multipass and one Docker host that is `Running`, and with Dockhost's units in place, not started.
  ///
  /// `image` is the instance's, `engine-socket` or `engine`; nil for no instance.
  init(image: String? = "engine-socket", configuration: String? = nil, withMultipass: Bool = true) throws {
    lab = try Lab.up(withMultipass: withMultipass)
    do {
      try plantUnits()
      if let configuration { try configure(configuration) }
      if let image { try multipass("launch", image, "--name", Self.host) }
    } catch {
      try? lab.down()
      throw error
    }
  }

  func end() throws {
    try lab.down()
  }

  /// Runs a story in a scene of its own and ends it, however the story ends; a failure is told with the daemon's journal.
  static func play(
    image: String? = "engine-socket", configuration: String? = nil, withMultipass: Bool = true,
    _ story: (Scene) throws -> Void
  ) throws {
    let scene = try Scene(image: image, configuration: configuration, withMultipass: withMultipass)
    do {
      try story(scene)
    } catch {
      let journal = scene.journal
      try? scene.end()
      throw StoryFailure("\(error)\n--- the daemon's journal ---\n\(journal)")
    }
    try scene.end()
  }

  private func plantUnits() throws {
    let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    for unit in ["dockhostd.service", "dockhostd.socket"] {
      let text = try String(contentsOf: repository.appending(path: "systemd/\(unit)"), encoding: .utf8)
      let planted = text.replacing("%h/.local/bin/", with: "/usr/local/bin/")
      try laptop.write(planted, to: "/home/dev/.config/systemd/user/\(unit)", as: .dev)
    }
    try systemctl("daemon-reload")
  }

  func configure(_ text: String) throws {
    try laptop.write(text, to: "/home/dev/.config/dockhost/config.toml", as: .dev)
  }
}

/// What a story does.
extension Scene {
  /// Starts the daemon as a login does.
  func startDockhost() throws {
    try systemctl("enable", "--now", "dockhostd.socket", "dockhostd.service")
  }

  @discardableResult
  func systemctl(_ arguments: String...) throws -> String {
    try laptop.perform(["systemctl", "--user"] + arguments, as: .dev)
  }

  /// A command of the stand-in's client that has to succeed.
  @discardableResult
  func multipass(_ arguments: String...) throws -> String {
    try laptop.perform(["multipass"] + arguments, as: .dev, limit: .seconds(300))
  }

  /// Runs dockhostctl to its end, whatever that is.
  func dockhostctl(_ arguments: String..., limit: Duration = .seconds(120)) throws -> CommandResult {
    try laptop.run(["dockhostctl"] + arguments, as: .dev, limit: limit)
  }

  /// Runs a command as root in the Docker host.
  @discardableResult
  func inGuest(_ command: String...) throws -> String {
    try lab.guest(Self.host).perform(command)
  }

  func fault(_ name: String) throws {
    try lab.fault(Fault.named(name), Self.host)
  }

  func undo(_ name: String) throws {
    try lab.undo(Fault.named(name), Self.host)
  }

  /// The daemon's process, as the laptop's user sees it; nil while there is none.
  var mainPID: Int32? {
    let text = try? systemctl("show", "--property=MainPID", "--value", "dockhostd.service")
    return text.flatMap { Int32($0.trimmed) }.flatMap { $0 > 0 ? $0 : nil }
  }

  var journal: String {
    let command = ["journalctl", "--no-pager", "--output=short-iso-precise", "_UID=1000"]
    return (try? laptop.run(command).output) ?? "(none)"
  }
}

/// Something did not happen that a story waits for.
struct StoryFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
