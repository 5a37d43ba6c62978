/// The keys of the questions that works ask, by which consent is passed on.
package enum Consent {
  /// Replace a set-up of the engine that was made by hand; with `no-` before it: leave that as it is.
  package static let adopt = "adopt"
  package static let noAdopt = "no-adopt"
  /// Restart the engine though containers run that do not live through it.
  package static let restartEngine = "restart-engine"
  /// Install another major version of the engine.
  package static let majorUpgrade = "major-upgrade"
  /// Mount the user's home folder in the guest at the same path; with `no-` before it: do not, and ask no more.
  package static let mountHome = "mount-home"
  package static let noMountHome = "no-mount-home"
  /// Cut the power of an instance whose state is Unknown.
  package static let cutPower = "cut-power"
  /// Stop an instance in which containers run.
  package static let stopContainers = "stop-containers"
  /// Take a snapshot of the instance, which is stopped for it; with `no-` before it: go on without one.
  package static let snapshot = "snapshot"
  package static let noSnapshot = "no-snapshot"
  package static let delete = "delete"
}
