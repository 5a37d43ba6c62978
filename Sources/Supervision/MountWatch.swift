/// Looks whether the folders that belong into the guest are mounted there: when the engine has come, and seldom after.
struct MountWatch: Equatable, Sendable {
  /// While all is well (facts, diagnosis: what is asked of a healthy guest is asked every ten minutes at most).
  private static let interval = Duration.seconds(600)
  /// After a look that failed, or found that something is missing.
  private static let retry = Duration.seconds(60)
  /// How often folders are mounted again after the engine has come: what fails twice needs a person.
  private static let mostTries = 2

  private(set) var due: Instant?
  private(set) var call: CallID?
  /// The folders in the guest that were missing at the last look.
  private(set) var missing: [String] = []
  private var tries: [String: Int] = [:]

  /// The engine has come, with a guest that may have been started anew.
  mutating func begin(at now: Instant) {
    self = MountWatch()
    due = now
  }

  /// Looks soon, whatever was found before.
  mutating func lookNow(at now: Instant) {
    if call == nil { due = now }
  }

  /// The look whose time has come.
  mutating func look(at now: Instant, _ calls: inout CallCounter) -> [Effect] {
    guard let due, due <= now else { return [] }
    let call = calls.next()
    self.due = nil
    self.call = call
    return [.lookAtMounts(call)]
  }

  /// Takes the folders that are mounted, nil where the guest could not be asked; returns the one to mount again.
  mutating func take(_ mounted: [String]?, of wanted: [String], mayRestore: Bool, at now: Instant) -> [Effect] {
    call = nil
    guard let mounted else {
      due = now + Self.retry
      return []
    }
    missing = wanted.filter { !mounted.contains($0) }
    due = now + (missing.isEmpty ? Self.interval : Self.retry)
    guard mayRestore, let target = missing.first(where: { tries[$0, default: 0] < Self.mostTries }) else { return [] }
    tries[target, default: 0] += 1
    return [.restoreMount(target)]
  }
}
