/// Something that the shell is to do for one host.
package enum Effect: Equatable, Sendable {
  /// Ask Multipass for the instance's state without touching the guest; answered by `Event.reported`.
  case askState(CallID)
  /// Ask Multipass for the instance's address; answered by `Event.located`.
  case askAddress(CallID)
  /// Answered by `Event.operated`, and before it by `Event.overran` when it takes longer than it may.
  case operate(Operation, CallID)

  /// Answered by `Event.pinged`.
  case ping(CallID, address: String, timeout: Duration)
  /// Answered by `Event.streamOpened` and, last, by `Event.streamEnded`.
  case openStream(CallID, address: String)
  /// No event of that stream is wanted any more.
  case closeStream(CallID)
  /// Answered by `Event.versionRead`.
  case readVersion(CallID, address: String)
  /// Answered by `Event.containersCounted`.
  case countContainers(CallID, address: String)

  /// Ask the guest itself which folders are mounted there; answered by `Event.mountsSeen`.
  case lookAtMounts(CallID)
  /// Begin the work that mounts the folder in the guest again.
  case restoreMount(String)

  /// Keep this for the next daemon.
  case remember(Memory)
  case tell(RequestID, Step)
  case answer(RequestID, Answer)
  /// The event had no effect.
  case ignored(IgnoredReason)
}

/// Why an event had no effect.
package enum IgnoredReason: Equatable, Sendable {
  /// The answer came after the question had been dropped.
  case late(CallID)
  /// Nothing was due yet.
  case early
}
