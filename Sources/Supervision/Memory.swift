/// What outlives the daemon.
package struct Memory: Equatable, Sendable {
  /// What the user asked for by a command, where it differs from the settings.
  package var desired: DesiredState?
  package var paused = false
  /// Someone else shut the instance down in order, and that is respected; forgotten at the machine's next boot.
  package var stoppedByOthers = false
  /// Where the engine was seen last.
  package var address: String?

  package init() {}
}
