/// What a guest must look like: the one source of its cloud-init and of what is done to it afterwards.
///
/// It is the guest program's input, so that every name here is one that the program reads.
package struct GuestDescription: Codable, Equatable, Sendable {
  /// TCP port of the engine; 1-65535.
  package var enginePort: Int
  package var install: InstallMethod
  /// The beginning of a version; nil for the installed one, or the latest where none is installed.
  package var version: String?
  /// Whether an engine that is there goes to the latest version when none is named.
  package var upgrades = false
  /// Without the distribution's name.
  package var repository: String
  /// In armor.
  package var repositoryKey: String
  package var debURLs: [String]
  /// Names of the package files that are sent into `debFolder`; the program tells by them what is installed already.
  package var debFiles: [String] = []
  /// What the configuration wants in daemon.json.
  package var daemon: [String: JSONValue]
  /// Docker's first bridge where the guest has none yet, such as `172.17.0.1/16`.
  package var bridge: String
  /// The value of `default-address-pools` where Docker's own meet `avoided`; empty where they meet none.
  package var addressPools: [JSONValue]
  /// Networks in which no container may be, such as `10.8.0.0/16`.
  package var avoided: [String]
  package var httpProxy: String?
  package var httpsProxy: String?
  package var proxyExceptions: [String]
  /// By name, each the PEM text of one certificate.
  package var certificates: [String: String]
  /// Folders in the guest for which the engine waits after a boot.
  package var mounts: [String]
  /// A line for the default user's authorized_keys; nil leaves it as it is.
  package var authorizedKey: String?
  /// What the user agreed to: `adopt`, `restart-engine`, `major-upgrade`.
  package var consent: Set<String> = []

  /// Where `Action.send` puts package files; nil unless they come from a folder of this machine.
  package var debFolder: String? {
    install == .deb && debURLs.isEmpty ? "/var/lib/dockhost/debs" : nil
  }
}

/// Why settings cannot be carried out.
package struct DescriptionError: Error, Equatable, Sendable {
  /// What is wrong, the value in quotes, and what was expected.
  package var reason: String
  /// What to do.
  package var hint: String

  package init(reason: String, hint: String) {
    self.reason = reason
    self.hint = hint
  }
}

extension GuestDescription {
  /// What is done to a new guest, a line each, for somebody who wants to know before.
  package var outline: [String] {
    var lines = ["install Docker Engine\(version.map { " \($0)" } ?? "") from \(origin)"]
    lines.append("open port \(enginePort) to the host alone, by docker.socket")
    lines.append(
      "set daemon.json: "
        + (["live-restore", "dns", "bip", "host-gateway-ip"] + daemon.keys.sorted()).joined(separator: ", "))
    lines.append("answer names on Docker's bridge by systemd-resolved, host.docker.internal among them")
    if httpProxy != nil || httpsProxy != nil { lines.append("reach the world by a proxy") }
    if !certificates.isEmpty { lines.append("trust " + certificates.keys.sorted().joined(separator: ", ")) }
    if !mounts.isEmpty { lines.append("start containers after a boot when there is " + mounts.joined(separator: ", ")) }
    return lines
  }

  private var origin: String {
    switch install {
    case .apt: repository
    case .deb: debURLs.isEmpty ? "package files of this machine" : debURLs.joined(separator: ", ")
    case .distro: "the distribution"
    }
  }
}
