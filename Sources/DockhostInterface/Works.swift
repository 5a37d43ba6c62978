/// Parameters of `Up`.
package struct UpParameters: Codable, Equatable, Sendable {
  package var host: String?
  package var wishes: GuestWishes?
  /// Only tell what would be done.
  package var plan: Bool?
  /// Keys of the questions that the user answered with yes.
  package var agreed: [String]?

  package init(host: String? = nil, wishes: GuestWishes? = nil, plan: Bool? = nil, agreed: [String]? = nil) {
    self.host = host
    self.wishes = wishes
    self.plan = plan
    self.agreed = agreed
  }
}

/// Parameters of `Resize`; nil leaves a size as it is.
package struct ResizeParameters: Codable, Equatable, Sendable {
  package var host: String?
  package var cpus: Int?
  /// A size such as `4G`.
  package var memory: String?
  /// A size such as `40G`.
  package var disk: String?
  package var agreed: [String]?

  package init(
    host: String? = nil, cpus: Int? = nil, memory: String? = nil, disk: String? = nil, agreed: [String]? = nil
  ) {
    self.host = host
    self.cpus = cpus
    self.memory = memory
    self.disk = disk
    self.agreed = agreed
  }
}

/// Parameters of `Delete`.
package struct DeleteParameters: Codable, Equatable, Sendable {
  package var host: String?
  /// For good, rather than for `multipass recover`.
  package var purge: Bool?
  package var agreed: [String]?

  package init(host: String? = nil, purge: Bool? = nil, agreed: [String]? = nil) {
    self.host = host
    self.purge = purge
    self.agreed = agreed
  }
}

/// Parameters of `Upgrade`.
package struct UpgradeParameters: Codable, Equatable, Sendable {
  package var host: String?
  /// Nil for the latest.
  package var version: String?
  package var agreed: [String]?

  package init(host: String? = nil, version: String? = nil, agreed: [String]? = nil) {
    self.host = host
    self.version = version
    self.agreed = agreed
  }
}

/// Parameters of `Mount`.
package struct MountParameters: Codable, Equatable, Sendable {
  package var host: String?
  /// An absolute path on this machine.
  package var source: String
  /// An absolute path in the guest; nil for the same as on this machine.
  package var target: String?

  package init(host: String? = nil, source: String, target: String? = nil) {
    self.host = host
    self.source = source
    self.target = target
  }
}

/// Parameters of `Unmount`.
package struct UnmountParameters: Codable, Equatable, Sendable {
  package var host: String?
  /// An absolute path in the guest.
  package var target: String

  package init(host: String? = nil, target: String) {
    self.host = host
    self.target = target
  }
}

/// Parameters of `GetAccess`.
package struct AccessParameters: Codable, Equatable, Sendable {
  package var host: String?
  /// Whether the command is to have a terminal; nil for no.
  package var terminal: Bool?

  package init(host: String? = nil, terminal: Bool? = nil) {
    self.host = host
    self.terminal = terminal
  }
}

/// Reply of `GetAccess`.
package struct AccessReply: Codable, Equatable, Sendable {
  /// A program and its arguments, to which the caller adds its own.
  package var arguments: [String]
  /// A shell in the guest reads what is added, so that it has to be quoted for it.
  package var quotes: Bool

  package init(arguments: [String], quotes: Bool) {
    self.arguments = arguments
    self.quotes = quotes
  }
}
