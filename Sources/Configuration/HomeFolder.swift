import Provisioning

extension Settings {
  /// Puts a home folder where paths of this machine begin with `~`.
  mutating func expandHome(to home: String) {
    for index in hosts.indices { hosts[index].expandHome(to: home) }
  }
}

extension HostConfiguration {
  fileprivate mutating func expandHome(to home: String) {
    guest.mounts = guest.mounts?.map {
      MountSettings(source: expanded($0.source, home), target: expanded($0.target, home))
    }
    if case .folder(let path) = guest.engine.debs { guest.engine.debs = .folder(expanded(path, home)) }
    files.certificates = files.certificates.map { expanded($0, home) }
    files.repositoryKey = files.repositoryKey.map { expanded($0, home) }
  }
}

private func expanded(_ path: String, _ home: String) -> String {
  path.hasPrefix("~") ? home + path.dropFirst() : path
}
