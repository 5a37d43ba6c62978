package import Multipass

/// What the configuration says of a host's guest: how large it is, and what is to be in it.
package struct GuestSettings: Equatable, Sendable {
  /// An image or alias as `multipass launch` takes it; nil for Multipass's default, the current LTS.
  package var image: String?
  /// 1-256.
  package var cpus = 2
  package var memory = Size(mebibytes: 4 << 10)
  package var disk = Size(mebibytes: 40 << 10)
  /// TCP port of the engine in the guest; 1-65535.
  package var enginePort = 2375
  package var engine = EngineSettings()
  /// Folders of this machine in the guest; nil while the user was not asked.
  package var mounts: [MountSettings]?

  package init() {}
}

/// A folder of this machine that is mounted in the guest.
package struct MountSettings: Hashable, Sendable {
  /// An absolute path on this machine.
  package var source: String
  /// An absolute path in the guest.
  package var target: String

  package init(source: String, target: String) {
    self.source = source
    self.target = target
  }
}
