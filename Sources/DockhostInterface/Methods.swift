/// The interface's name and its methods' names as they stand on the wire.
package enum SupervisorInterface {
  package static let name = "org.dockhost.Supervisor"

  /// A method of the interface.
  package enum Method: String, CaseIterable, Sendable {
    case getStatus = "GetStatus"
    case monitor = "Monitor"
    case start = "Start"
    case stop = "Stop"
    case restart = "Restart"
    case check = "Check"
    case pause = "Pause"
    case resume = "Resume"
    case getSettings = "GetSettings"
    case reload = "Reload"
    case up = "Up"
    case resize = "Resize"
    case delete = "Delete"
    case upgrade = "Upgrade"
    case mount = "Mount"
    case unmount = "Unmount"
    case verify = "Verify"
    case forget = "Forget"
    case getAccess = "GetAccess"

    /// The method's name with its interface, as a call carries it.
    package var qualifiedName: String { "\(SupervisorInterface.name).\(rawValue)" }
  }
}

/// Parameters of every method that is about one host or all of them.
package struct HostParameters: Codable, Equatable, Sendable {
  /// Nil for all hosts where a method reads, for the default host where it acts.
  package var host: String?

  package init(host: String? = nil) {
    self.host = host
  }
}

/// What a restart is to restart.
package enum RestartTarget: String, Codable, CaseIterable, Sendable {
  case engine
  case instance
}

/// Parameters of `Restart`.
package struct RestartParameters: Codable, Equatable, Sendable {
  package var host: String?
  package var what: RestartTarget

  package init(host: String? = nil, what: RestartTarget) {
    self.host = host
    self.what = what
  }
}

/// Reply of `GetStatus`.
package struct StatusReply: Codable, Equatable, Sendable {
  package var hosts: [Host]

  package init(hosts: [Host]) {
    self.hosts = hosts
  }
}

/// One reply of `Monitor`.
package struct MonitorReply: Codable, Equatable, Sendable {
  /// Grows by one with each reply of a stream, from 1.
  package var sequence: Int
  package var hosts: [Host]
  /// Names of the hosts that are there no more; nil where there are none.
  package var gone: [String]?

  package init(sequence: Int, hosts: [Host], gone: [String]? = nil) {
    self.sequence = sequence
    self.hosts = hosts
    self.gone = gone
  }
}

/// Reply of the methods that act on a host; with `more`, one for each step and the last one without `step`.
package struct ActionReply: Codable, Equatable, Sendable {
  package var host: Host
  /// What is being done, in words a person reads; nil in the last reply.
  package var step: String?

  package init(host: Host, step: String? = nil) {
    self.host = host
    self.step = step
  }
}

/// Reply of `GetSettings`.
package struct SettingsReply: Codable, Equatable, Sendable {
  package var toml: String

  package init(toml: String) {
    self.toml = toml
  }
}

/// Reply of `Reload`.
package struct ReloadReply: Codable, Equatable, Sendable {
  /// Names of the hosts whose settings changed, came or went.
  package var changed: [String]

  package init(changed: [String]) {
    self.changed = changed
  }
}
