/// What Multipass says of an instance.
package enum InstanceState: String, CaseIterable, Equatable, Sendable {
  case running
  case stopped
  case suspended
  case starting
  case restarting
  case suspending
  case delayedShutdown
  case deleted
  case unknown
}

/// The answer to the question in which state the instance is.
package enum InstanceAnswer: Equatable, Sendable {
  case found(InstanceState)
  case missing
  case trouble(MultipassTrouble)
}

/// The answer to the question at which address the instance is.
package enum AddressAnswer: Equatable, Sendable {
  /// An IPv4 address in dotted form.
  case found(String)
  /// The instance has no usable address yet.
  case none
  case trouble(MultipassTrouble)
}

/// Why Multipass itself could not answer.
package enum MultipassTrouble: Equatable, Sendable {
  /// There is no such program.
  case missing
  /// Nobody listens on the daemon's socket.
  case daemonDown
  /// The command did not return within its limit.
  case hung
  /// This user is not known to the daemon.
  case unauthenticated(reason: String)
  case failed(reason: String)
}

/// Something done to an instance through Multipass.
package enum Operation: String, CaseIterable, Equatable, Sendable {
  case start
  case stop
  case restart
  /// Docker Engine alone, inside the instance.
  case restartEngine
}

/// How an operation ended.
package enum OperationOutcome: Equatable, Sendable {
  case done
  case trouble(MultipassTrouble)
}
