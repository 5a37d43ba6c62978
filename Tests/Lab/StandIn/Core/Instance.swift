/// A state of a machine; the raw value is Multipass's word for it.
package enum MachineState: String, Codable, CaseIterable, Sendable {
  case running = "Running"
  case stopped = "Stopped"
  case starting = "Starting"
  case restarting = "Restarting"
  case delayedShutdown = "Delayed Shutdown"
  case suspending = "Suspending"
  case suspended = "Suspended"
  case unknown = "Unknown"

  /// Whether the daemon takes the guest for one that can be entered.
  package var isRunning: Bool { self == .running || self == .delayedShutdown }
}

/// An instance as the daemon remembers it.
package struct Instance: Equatable, Codable, Sendable {
  package var specification: GuestSpecification
  /// A remembered word, not a probe.
  package var state: MachineState
  /// Deleted but not purged.
  package var isDeleted = false
  package var mounts: [Mount] = []
  package var snapshots: [Snapshot] = []
  /// How many were ever taken: the next one's name has the next number.
  package var snapshotsTaken = 0
  /// The snapshot that was taken or restored last; empty before the first.
  package var headSnapshot = ""
  /// The management address, once a lease was seen.
  package var address: String?
  /// The guest was suspended by the daemon's own end; the next daemon lets it go on.
  package var isSuspendedAtExit = false
  /// The state Unknown was asked for by a fault that is still there.
  package var isUnknownByFault = false

  package init(specification: GuestSpecification, state: MachineState) {
    self.specification = specification
    self.state = state
  }

  /// The state in Multipass's word.
  package var word: String { isDeleted ? "Deleted" : state.rawValue }
}

/// A folder of the host that is to be seen in a guest.
package struct Mount: Equatable, Codable, Sendable {
  package var source: String
  package var target: String
  /// Pairs such as `1000:default`.
  package var userMappings: [String]
  package var groupMappings: [String]

  package init(source: String, target: String, userMappings: [String], groupMappings: [String]) {
    self.source = source
    self.target = target
    self.userMappings = userMappings
    self.groupMappings = groupMappings
  }
}
