import Glibc

/// The releases of Docker Engine that stand-ins for Docker's repository know: the distribution's engine, renumbered.
package enum EngineRelease: String, CaseIterable, Sendable {
  case previous
  /// The latest, unless `PackageRepository.offer` says otherwise.
  case current
  /// The engine of this one does not start.
  case broken
  case nextMajor

  /// The folder of the repository of which it is the latest.
  var repository: String {
    switch self {
    case .previous, .current: "docker-current"
    case .broken: "docker-broken"
    case .nextMajor: "docker-next-major"
    }
  }
}

/// What stands in for Docker's apt repository, outside: docker-ce, docker-ce-cli and containerd.io in several versions.
package struct PackageRepository: Sendable {
  let outside: Outside

  /// Without the distribution's name, as in `https://download.docker.com/linux`; the suites are below `/debian/dists`.
  package let url = "http://\(Addresses.packagesName)/linux"

  /// The public key, in armor, by which its lists are signed.
  package var key: String { readText("\(BaseStore().packages)/key.asc") ?? "" }

  /// The version of docker-ce and docker-ce-cli of that release, such as `5:20.10.24-1~debian.12~bookworm`.
  package func version(of release: EngineRelease) throws(LabFailure) -> String {
    let lines = (readText("\(BaseStore().packages)/versions") ?? "").split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix("\(release) ") }) else {
      throw LabFailure("the repository has no \(release) release of the engine")
    }
    return String(line.dropFirst(release.rawValue.count + 1))
  }

  /// Publishes releases up to that one, or takes later ones back.
  package func offer(_ latest: EngineRelease) throws(LabFailure) { try outside.offer(latest) }
}

/// Packages that make an engine.
package enum DebSet: Equatable, Sendable {
  /// docker.io, and everything that it needs and a bare guest does not have.
  case distribution
  /// docker-ce, docker-ce-cli and containerd.io, and the rest that they need.
  case docker(EngineRelease)
}

extension Lab {
  package var repository: PackageRepository { PackageRepository(outside: layout.outside) }

  /// Puts the package files of a set into a folder of the laptop, where its user owns them, and returns their names.
  @discardableResult
  package func plantDebs(_ set: DebSet = .distribution, in folder: String) throws(LabFailure) -> [String] {
    let packages = BaseStore().packages
    let mirror = names(in: "\(packages)/debian/pool").map { "\(packages)/debian/pool/\($0)" }
    let files =
      switch set {
      case .distribution: mirror
      case .docker(let release): try docker(release) + mirror.filter { !$0.isPartOfDistributionsEngine }
      }
    for file in files { try laptop.copy(file, to: "\(folder)/\(file.lastComponent)") }
    try laptop.perform(["chown", "--recursive", "dev:dev", folder])
    return files.map(\.lastComponent).sorted()
  }

  private func docker(_ release: EngineRelease) throws(LabFailure) -> [String] {
    let pool = "\(BaseStore().packages)/docker-pool"
    let version = try repository.version(of: release).split(separator: ":").last.map(String.init) ?? ""
    let all = names(in: pool)
    let engine = all.filter { $0.contains("_\(version)_") }
    // One of them suits every engine.
    return (engine + all.filter { $0.hasPrefix("containerd.io") }.suffix(1)).map { "\(pool)/\($0)" }
  }
}

extension String {
  fileprivate var lastComponent: String { split(separator: "/").last.map(String.init) ?? self }

  fileprivate var isPartOfDistributionsEngine: Bool {
    ["docker.io_", "docker-cli_", "containerd_", "runc_"].contains(where: lastComponent.hasPrefix)
  }
}
