import Configuration
import DockhostInterface
import Glibc
import Logging
import Multipass
import Provisioning

/// What works need of the configuration, and what they write into it.
extension Daemon {
  /// The edits that make the configuration say what `up` was told to make.
  func edits(for wishes: GuestWishes, agreed: Set<String>, host: String) throws(SupervisorError) -> [SettingEdit] {
    var edits: [SettingEdit] = []
    if let cpus = wishes.cpus { edits.append(.cpus(cpus)) }
    if let memory = try size(wishes.memory, "memory", host) { edits.append(.memory(memory)) }
    if let disk = try size(wishes.disk, "disk", host) { edits.append(.disk(disk)) }
    if let image = wishes.image { edits.append(.image(image)) }
    if let version = wishes.engineVersion { edits.append(.version(version == "latest" ? nil : version)) }
    // Each edit must leave what can be read, and the way `deb` cannot without a folder.
    if let folder = wishes.debFolder { edits.append(.debFolder(folder)) }
    if let install = wishes.install { edits.append(.install(InstallMethod(install))) }
    // Asked once: the answer is kept.
    if agreed.contains(Consent.noMountHome) { edits.append(.mounts([])) }
    if agreed.contains(Consent.mountHome) {
      edits.append(.mounts([MountSettings(source: homeFolder, target: homeFolder)]))
    }
    return edits
  }

  /// The edits that make the configuration say what a work has made.
  func edits(after request: WorkRequest, mounts: [MountSettings], host: String) throws(SupervisorError)
    -> [SettingEdit]
  {
    switch request {
    case .resize(let cpus, let memory, let disk, _):
      try edits(for: GuestWishes(cpus: cpus, memory: memory, disk: disk), agreed: [], host: host)
    case .upgrade(let version?, _): [.version(version)]
    case .mount(let source, let target):
      [
        .mounts(
          mounts.filter { $0.target != target ?? source } + [MountSettings(source: source, target: target ?? source)])
      ]
    case .unmount(let target): [.mounts(mounts.filter { $0.target != target })]
    case .up, .delete, .upgrade(nil, _), .verify, .forget: []
    }
  }

  /// A size as it was typed; nil for none.
  func size(_ text: String?, _ what: String, _ host: String) throws(SupervisorError) -> Size? {
    guard let text else { return nil }
    guard let size = Size(text) else {
      throw .workFailed(
        host: host, step: "settings", reason: "the \(what) '\(text)' is no size",
        hint: "a size is written 512M, 4G or 4.5G")
    }
    return size
  }

  /// The settings with the edits in them; `kept` ones are written into the file and hold from now on.
  func settings(with edits: [SettingEdit], for host: String, kept: Bool) throws(SupervisorError) -> Settings {
    let isKnown = settings.hosts.contains { $0.name == host }
    guard !edits.isEmpty || !isKnown else { return settings }
    let file = paths.configuration
    do {
      let before = try writtenSettings()
      let after = try editing(before, file: file, host: host, edits, keepsDefaultHost: hasUnwrittenHost)
      guard kept, after != before else { return try readSettings(after, file: file, home: homeFolder) }
      try write(after)
      _ = try reload()
      return settings
    } catch let error as SettingsError {
      throw .invalidSettings(file: error.file, line: error.line, message: error.message)
    } catch let error as SupervisorError {
      throw error
    } catch {
      throw .invalidSettings(file: file, line: nil, message: "cannot be written: \(error)")
    }
  }

  /// Whether the host that there is without a file is more than a name: its instance was seen once.
  private var hasUnwrittenHost: Bool {
    guard let host = Settings.default.defaultHost.flatMap({ drivers[$0]?.host }) else { return false }
    return !host.instance.state.isEmpty || host.endpoint.address != nil
  }

  /// The text of the configuration; empty where there is none yet.
  private func writtenSettings() throws -> String {
    do {
      return try settingsText(of: paths.configuration)
    } catch let error as SystemFault where error.number == ENOENT {
      return ""
    }
  }

  /// Replaces the configuration, which may be a link into a folder of the user's own.
  private func write(_ text: String) throws {
    let file = resolveLinks(paths.configuration)
    if let slash = file.lastIndex(of: "/"), slash != file.startIndex { try makeFolder(String(file[..<slash])) }
    try replaceFile(file, with: Array(text.utf8))
    logger.notice("wrote the configuration '\(file)'")
  }

  /// The guest's settings with the files in them that the configuration names.
  func guestSettings(of configuration: HostConfiguration) throws(SupervisorError) -> GuestSettings {
    do throws(GuestFileFault) {
      return try configuration.guest { (path) throws(UnreadableFile) in
        do throws(SystemFault) {
          return String(decoding: try readFile(path, atMost: 1 << 20), as: UTF8.self)
        } catch {
          throw UnreadableFile("\(error)")
        }
      }
    } catch {
      throw .invalidSettings(
        file: paths.configuration, line: nil, message: "host.\(configuration.name).\(error.description)")
    }
  }

  /// The package files of the folder that the settings name, in the order of their names.
  func debs(of guest: GuestSettings, _ host: String) throws(SupervisorError) -> [String] {
    guard guest.engine.install == .deb, case .folder(let folder) = guest.engine.debs else { return [] }
    let files = listFolder(folder).filter { $0.hasSuffix(".deb") }.sorted()
    guard !files.isEmpty else {
      throw .workFailed(
        host: host, step: "packages", reason: "there is no .deb file in '\(folder)'",
        hint: "put docker-ce, docker-ce-cli and containerd.io there, from "
          + "https://download.docker.com/linux/ubuntu/dists/, or name another folder with --deb-dir")
    }
    return files.map { "\(folder)/\($0)" }
  }
}

extension InstallMethod {
  fileprivate init(_ install: Install) {
    self =
      switch install {
      case .apt: .apt
      case .deb: .deb
      case .distro: .distro
      }
  }
}
