import DockhostInterface
import Supervision

/// What the state folder keeps of a host.
struct StoredState: Codable, Equatable {
  /// The boot in which it was written: some of it ends with that.
  var boot: String
  var desired: String?
  var paused: Bool
  var stoppedByOthers: Bool
  var address: String?
  var lastIncident: Incident?

  init(_ memory: Memory, lastIncident: Incident?, boot: String) {
    self.boot = boot
    desired = memory.desired?.rawValue
    paused = memory.paused
    stoppedByOthers = memory.stoppedByOthers
    address = memory.address
    self.lastIncident = lastIncident
  }

  /// What a daemon that runs in the boot `current` is to remember: an outside stop is forgotten by the next boot.
  func memory(inBoot current: String) -> Memory {
    var memory = Memory()
    memory.desired = desired.flatMap(DesiredState.init(rawValue:))
    memory.paused = paused
    memory.stoppedByOthers = stoppedByOthers && boot == current
    memory.address = address
    return memory
  }
}
