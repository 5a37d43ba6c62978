import Configuration
import Glibc
import Logging
import Multipass
import Provisioning
import Supervision

/// Looking after the folders of this machine in the guest.
extension HostDriver {
  /// Asks the guest itself, past Multipass, whose word on mounts is only what it was told once.
  func lookAtMounts(_ call: CallID) {
    guard keys.arePinned, let address = supervisor.memory.address else {
      return later { self.send(.mountsSeen(nil, to: call)) }
    }
    let entry = keys.entry(at: address, dialer: ownProgram, terminal: false)
    let request = ChildRequest(
      program: entry[0], arguments: entry.dropFirst() + ["cat", "/proc/self/mountinfo"], limit: .seconds(15),
      mayBeSignalled: true)
    services.multipass.children.run(request, overran: {}) { [weak self] end in
      self?.send(.mountsSeen(end.exit == .code(0) ? readMountPoints(end.output) : nil, to: call))
    }
  }

  /// The folders in the guest where the configuration has something mounted, but for one.
  func mountTargets(without target: String) -> [String] {
    (configuration.guest.mounts ?? []).map(\.target).filter { $0 != target }
  }

  func restoreMount(_ target: String) {
    guard let mount = configuration.guest.mounts?.first(where: { $0.target == target }) else { return }
    services.logger.notice("mounting '\(target)' again", metadata: ["host": "\(name)"])
    let work = MountFolder(
      host: name, mount: mount, sources: MountSources(of: services.multipass.program), renewed: true)
    // Whoever works on the host just now gives the seat back with a look, and what is missing then is mounted.
    try? begin(work, for: .mount(source: mount.source, target: mount.target), nil)
  }
}

/// The folders on which something is mounted, from the kernel's table (proc_pid_mountinfo(5)): the fifth field, in which
/// blanks and the backslash stand as octal numbers.
func readMountPoints(_ text: String) -> [String] {
  text.split(separator: "\n").compactMap { line in
    let fields = line.split(separator: " ")
    guard fields.count > 4 else { return nil }
    // The backslash last, lest it make another's beginning.
    return [("040", " "), ("011", "\t"), ("012", "\n"), ("134", "\\")].reduce(String(fields[4])) { text, escape in
      text.replacing("\\\(escape.0)", with: escape.1)
    }
  }
}

extension MountSources {
  /// What a Multipass of this name or path sees: the snap's is less than what there is.
  init(of program: String) {
    let path = findProgram(program, path: environmentPath()) ?? ""
    self.init(home: homeFolder, isSnap: path.hasPrefix("/snap/"))
  }
}

extension HostConfiguration {
  /// What the supervisor goes by, the guest's mounts among it.
  var supervised: HostSettings {
    var settings = supervision
    settings.mounts = guest.mounts?.map(\.target) ?? []
    return settings
  }
}
