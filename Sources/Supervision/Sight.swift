/// Everything that the supervisor of one host has seen, as far as a diagnosis needs it.
package struct Sight: Equatable, Sendable {
  /// The verdict on the engine.
  package enum Engine: Equatable, Sendable {
    case unknown
    case up
    case down
  }

  /// Nil while Multipass has not said.
  package var instance: InstanceState?
  /// Multipass does not list the instance.
  package var isMissing: Bool
  package var trouble: MultipassTrouble?
  /// The work that has the host's right to run `multipass`, such as `up`.
  package var work: String?
  /// What is being done to the instance.
  package var operation: Operation?
  package var overran: Bool
  /// Why the last operation failed.
  package var operationFailure: String?
  package var stoppedByOthers: Bool
  package var address: String?
  package var engine: Engine
  /// How the engine was lost, or is being doubted: one of the two.
  package var pingFailure: PingFailure?
  package var streamEnd: StreamEnd?
  /// Pings in a row that failed.
  package var failures: Int
  /// The engine is being given time to start.
  package var awaitsStart: Bool
  /// How far the guest's clock is ahead; nil while it is right.
  package var skew: Duration?
  package var containerd: VersionAnswer?
  package var listsHang: Bool
  package var runningContainers: Int?
  /// Folders in the guest that should be mounted and are not.
  package var missingMounts: [String]
}
