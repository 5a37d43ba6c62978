package import Provisioning
package import Supervision

/// Everything that the configuration file says, with defaults where it says nothing.
package struct Settings: Equatable, Sendable {
  /// The host that acting commands take when none is named; names one of `hosts`. The only host if there is one only.
  package var defaultHost: String?
  /// The program that is run for Multipass: a name that is looked for, or a path.
  package var multipassCommand = "multipass"
  package var network = NetworkSettings()
  /// By name, each name once.
  package var hosts: [HostConfiguration]

  package init(defaultHost: String?, hosts: [HostConfiguration]) {
    self.defaultHost = defaultHost
    self.hosts = hosts
  }

  /// What holds without a configuration file: one host, `docker-host`.
  package static let `default` = Settings(defaultHost: "docker-host", hosts: [HostConfiguration(name: "docker-host")])
}

/// How changes of the machine's network are taken.
package struct NetworkSettings: Equatable, Sendable {
  /// A burst of changes counts as one when its parts are closer than this.
  package var debounce = Duration.milliseconds(250)
  /// How long a changed network is given before a verdict on it costs anything.
  package var settle = Duration.seconds(2)

  package init() {}
}

/// One host: an instance of Multipass with an engine in it.
package struct HostConfiguration: Equatable, Sendable {
  /// The instance's name.
  package var name: String
  /// How large the guest is, and what is to be in it.
  package var guest = GuestSettings()
  /// Files of this machine whose contents belong into the guest's settings; see `guest(reading:)`.
  package var files = GuestFiles()
  package var supervision = HostSettings()
  /// Names that are asked on the machine and in the guest after changes.
  package var dnsNames: [String] = []
  /// Where a way out of the machine and the guest is tried after changes.
  package var egressAnchors: [EgressAnchor] = []
  /// Whom the guest's resolver is pointed to when its own is dead, in this order.
  package var dnsFallback = [DNSFallback.host]

  package init(name: String) {
    self.name = name
  }

  /// TCP port of the engine in the guest; 1-65535.
  package var enginePort: Int { guest.enginePort }
}

/// A TCP port that answers while there is a way out, written `1.1.1.1`, `1.1.1.1:80` or `[2606:4700:4700::1111]:443`.
package struct EgressAnchor: Hashable, Sendable {
  /// A name or a literal address, without brackets.
  package var host: String
  /// 1-65535.
  package var port: Int

  package init(host: String, port: Int = 443) {
    self.host = host
    self.port = port
  }
}

/// A resolver that a guest may be pointed to.
package enum DNSFallback: Hashable, Sendable {
  /// The machine's own resolver, relayed; written `host`.
  case host
  /// A literal IPv4 or IPv6 address.
  case server(String)
}
