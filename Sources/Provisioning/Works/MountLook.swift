import Multipass
import Supervision

/// What Multipass says of an instance, and of what is mounted in it: how every work on one folder begins.
struct MountLook: Equatable {
  private(set) var instance: InstanceAnswer?
  /// Folders of this machine by those in the guest.
  private(set) var present: [String: String] = [:]
  private var hasSeenMounts = false

  /// The step that is to be done first, or why nothing can be; nil when all is known, of an instance whose mounts can
  /// change, which a stopped one's can.
  func move(host: String) -> Move? {
    switch instance {
    case .found(.stopped), .found(.running), .found(.delayedShutdown): break
    case nil, .missing, .found, .trouble: return runningMove(instance, host: host)
    }
    return hasSeenMounts ? nil : .perform(.mounts(of: host))
  }

  /// Takes how one of its steps ended; returns why there is no more to be learned, if so.
  mutating func take(_ command: MultipassCommand, _ end: CommandEnd, host: String) -> WorkFailure? {
    if command == .states { instance = readList(end).state(of: host) }
    guard command == .info(host) else { return nil }
    switch readMounts(end, of: host) {
    case .mounted(let mounts):
      (present, hasSeenMounts) = (mounts, true)
      return nil
    case .trouble(let trouble): return WorkFailure(.mounts(of: host), trouble, host: host)
    }
  }
}
