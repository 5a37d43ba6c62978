package import Multipass

/// How the engine is installed, and what its daemon.json is to say.
package struct EngineSettings: Equatable, Sendable {
  package var install = InstallMethod.apt
  /// A version as the packages are named, or the beginning of one, such as `24.0` or `5:24.0.9-1~ubuntu`; nil for the latest.
  package var version: String?
  /// Where .deb files lie for `InstallMethod.deb`: a folder of this machine, or one URL a package.
  package var debs = DebSource.none
  /// The repository and its key for `InstallMethod.apt`.
  package var repository = AptRepository.docker
  package var registryMirrors: [String] = []
  package var insecureRegistries: [String] = []
  package var proxy = ProxySettings()
  /// By file name, each the PEM text of one certificate.
  package var certificates: [String: String] = [:]
  /// Empty for pools that are chosen so that they do not meet the host's routes.
  package var addressPools: [AddressPool] = []
  /// Other keys of daemon.json.
  package var daemon: [String: JSONValue] = [:]

  package init() {}
}

/// Where Docker Engine comes from.
package enum InstallMethod: String, CaseIterable, Codable, Sendable {
  /// Docker's own apt repository, or a mirror of it.
  case apt
  /// Package files: docker-ce, docker-ce-cli, containerd.io and what else is there.
  case deb
  /// The distribution's own package.
  case distro
}

/// Where package files are.
package enum DebSource: Equatable, Sendable {
  case none
  /// An absolute path on this machine.
  case folder(String)
  case urls([String])
}

/// An apt repository whose key is pinned.
package struct AptRepository: Equatable, Sendable {
  /// Without the distribution's name, which is added to it: `https://download.docker.com/linux`.
  package var url: String
  /// The key's text in armor; nil for Docker's, which is built in.
  package var key: String?

  package init(url: String, key: String? = nil) {
    self.url = url
    self.key = key
  }

  /// Docker's (docs.docker.com, "Install Docker Engine on Ubuntu").
  package static let docker = AptRepository(url: "https://download.docker.com/linux")
}

/// How the guest and its engine reach the world; passwords in the URLs are kept out of arguments and logs.
package struct ProxySettings: Equatable, Sendable {
  package var http: String?
  package var https: String?
  /// Names, suffixes and networks that are reached without a proxy.
  package var exceptions: [String] = []

  package init() {}
}

/// Addresses from which the engine gives networks to containers.
package struct AddressPool: Hashable, Sendable {
  package var base: IPv4Prefix
  /// The length of each network's prefix; not shorter than the base's.
  package var size: Int

  package init(base: IPv4Prefix, size: Int) {
    self.base = base
    self.size = size
  }
}
