package import Multipass
package import Provisioning

/// A key of a host's table and what is to stand there.
package struct SettingEdit: Equatable, Sendable {
  /// Below the host's table, such as `engine`, `install`.
  let path: [String]
  /// A literal of TOML.
  let literal: String

  private init<Value>(_ path: String, _ value: Value, _ kind: Kind<Value>) {
    self.path = path.split(separator: ".").map(String.init)
    literal = kind.write(value) ?? ""
  }

  /// How many processors a new instance gets.
  package static func cpus(_ count: Int) -> SettingEdit { SettingEdit("cpus", count, .cpus) }
  /// How much memory a new instance gets.
  package static func memory(_ size: Size) -> SettingEdit { SettingEdit("memory", size, .memory) }
  /// How large the disk of a new instance is.
  package static func disk(_ size: Size) -> SettingEdit { SettingEdit("disk", size, .disk) }
  /// What a new instance is made of.
  package static func image(_ image: String) -> SettingEdit { SettingEdit("image", image, .image) }
  /// The folders of this machine in the guest; none of them declines.
  package static func mounts(_ mounts: [MountSettings]) -> SettingEdit { SettingEdit("mounts", mounts, .mounts) }
  /// TCP port of the engine in the guest.
  package static func port(_ port: Int) -> SettingEdit { SettingEdit("engine.port", port, .integer(1...65535)) }
  /// Where the engine comes from.
  package static func install(_ method: InstallMethod) -> SettingEdit {
    SettingEdit("engine.install", method, .choice())
  }
  /// Which version of the engine is installed; nil for the latest.
  package static func version(_ version: String?) -> SettingEdit { SettingEdit("engine.version", version, .version) }
  /// Where the engine's package files lie.
  package static func debFolder(_ path: String) -> SettingEdit { SettingEdit("engine.debs", path, .path) }
}

extension SettingEdit {
  /// As a person would type it into the host's table.
  var text: String { "\(dotted(path)) = \(literal)" }
}
