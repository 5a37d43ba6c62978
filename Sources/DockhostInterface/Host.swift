/// A Docker host as a client sees it.
package struct Host: Codable, Equatable, Sendable {
  package var name: String
  package var desired: Desired
  /// Watched, but nothing is done to it.
  package var paused: Bool
  package var phase: Phase
  package var conditions: [Condition]
  package var instance: Instance
  package var endpoint: Endpoint
  package var lastIncident: Incident?

  package init(
    name: String, desired: Desired, paused: Bool, phase: Phase, conditions: [Condition], instance: Instance,
    endpoint: Endpoint, lastIncident: Incident? = nil
  ) {
    self.name = name
    self.desired = desired
    self.paused = paused
    self.phase = phase
    self.conditions = conditions
    self.instance = instance
    self.endpoint = endpoint
    self.lastIncident = lastIncident
  }
}

/// What the user wants of a host.
package enum Desired: String, Codable, CaseIterable, Sendable {
  case running
  case stopped
  case onDemand
}

/// Where a host is, in one word.
package enum Phase: String, Codable, CaseIterable, Sendable {
  case absent
  case stopped
  case starting
  case healthy
  case degraded
  case suspect
  case recovering
  case waiting
  case gaveUp
}

/// How much a condition matters.
package enum Severity: String, Codable, CaseIterable, Sendable {
  case info
  case warning
  case error
}

/// Something that is so and that a person may want to know.
package struct Condition: Codable, Equatable, Sendable {
  /// A word of a closed list, such as `engine-down`.
  package var code: String
  package var severity: Severity
  /// One sentence: what is the matter.
  package var message: String
  /// When it began; RFC 3339, UTC.
  package var since: String
  /// What was seen that says so.
  package var evidence: [String]
  /// The next command to try, or what only a person can do.
  package var hint: String?

  package init(
    code: String, severity: Severity, message: String, since: String, evidence: [String], hint: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.since = since
    self.evidence = evidence
    self.hint = hint
  }
}

/// The virtual machine, as Multipass sees it.
package struct Instance: Codable, Equatable, Sendable {
  /// In Multipass's own word, such as `Running`; empty while not known.
  package var state: String
  package var release: String?
  package var cpus: Int?
  /// Bytes.
  package var memory: Int64?
  /// Bytes.
  package var disk: Int64?

  package init(
    state: String, release: String? = nil, cpus: Int? = nil, memory: Int64? = nil, disk: Int64? = nil
  ) {
    self.state = state
    self.release = release
    self.cpus = cpus
    self.memory = memory
    self.disk = disk
  }
}

/// The way to the Docker API.
package struct Endpoint: Codable, Equatable, Sendable {
  /// The instance's IPv4 address on the bridge.
  package var address: String?
  package var port: Int
  /// The path of the Unix socket for docker on this machine.
  package var socket: String?
  package var engineVersion: String?
  package var containersRunning: Int?

  package init(
    address: String? = nil, port: Int, socket: String? = nil, engineVersion: String? = nil,
    containersRunning: Int? = nil
  ) {
    self.address = address
    self.port = port
    self.socket = socket
    self.engineVersion = engineVersion
    self.containersRunning = containersRunning
  }
}

/// The last time that the engine was out of reach, and what ended it.
package struct Incident: Codable, Equatable, Sendable {
  /// The first condition that told of it.
  package var code: String
  package var message: String
  /// RFC 3339, UTC.
  package var began: String
  /// RFC 3339, UTC; nil while it lasts.
  package var ended: String?
  /// What was done about it, in order.
  package var actions: [String]

  package init(code: String, message: String, began: String, ended: String? = nil, actions: [String]) {
    self.code = code
    self.message = message
    self.began = began
    self.ended = ended
    self.actions = actions
  }
}
