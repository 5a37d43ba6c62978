/// What a caller of `Up` wants of a guest; nil leaves it as the configuration has it.
package struct GuestWishes: Codable, Equatable, Sendable {
  package var cpus: Int?
  /// A size such as `4G`.
  package var memory: String?
  /// A size such as `40G`.
  package var disk: String?
  /// An image or alias as `multipass launch` takes it.
  package var image: String?
  /// A version or the beginning of one.
  package var engineVersion: String?
  package var install: Install?
  /// An absolute path of a folder of this machine.
  package var debFolder: String?

  package init(
    cpus: Int? = nil, memory: String? = nil, disk: String? = nil, image: String? = nil, engineVersion: String? = nil,
    install: Install? = nil, debFolder: String? = nil
  ) {
    self.cpus = cpus
    self.memory = memory
    self.disk = disk
    self.image = image
    self.engineVersion = engineVersion
    self.install = install
    self.debFolder = debFolder
  }
}

/// Where the engine comes from.
package enum Install: String, Codable, CaseIterable, Sendable {
  /// Docker's apt repository, or a mirror of it.
  case apt
  /// Package files.
  case deb
  /// The distribution's own package.
  case distro
}
