package import Multipass
import Supervision

/// Brings a host to its wanted state from whatever it is in: no instance at all, one that is stopped, half made, set up
/// by hand or as it should be.
package struct Up: Work {
  package let name = "up"
  let host: String
  let settings: GuestSettings
  let agreed: Set<String>
  let debs: [String]
  let routes: [IPv4Prefix]
  let sources: MountSources
  let planOnly: Bool
  /// Whether an engine that is there goes to the latest version where none is named.
  let upgrades: Bool

  /// What Multipass said of the instance; nil before the first look and after everything that may have changed it.
  var instance: InstanceAnswer?
  /// What is waited for before the next look.
  var waitsFor: String?
  var tries = Tries()
  /// Why the launch or the start of this run failed, where that is not the end.
  var setback: WorkFailure?
  /// The line for authorized_keys, and what follows from it.
  var description: GuestDescription?
  /// The instance's sizes in Multipass's words, by property; nil for those that it did not tell.
  var sizes: [String: String?] = [:]
  var observation: GuestObservation?
  var isPinned = false
  var mounts = MountProgress()
  var debsSent = 0
  /// What was changed in the guest; nil before.
  var changes: [String]?
  var engineVersion: String?
  var failure: WorkFailure?

  /// How often something was tried that does not always help.
  struct Tries: Equatable {
    var launches = 0
    var starts = 0
    var cuts = 0
    var waits = 0
    /// The guest could not be reached.
    var misses = 0
  }

  /// Up for `host`, an instance's name, with what the user agreed to in `Consent`'s words; `debs` are the files of the
  /// folder in `settings`, `routes` those of this machine. With `planOnly`, nothing is changed, and told what would be; with `upgrades`, an engine that
  /// is there goes to the latest version where the settings name none.
  package init(
    host: String, settings: GuestSettings, agreed: Set<String>, debs: [String], routes: [IPv4Prefix],
    sources: MountSources, planOnly: Bool, upgrades: Bool = false
  ) {
    self.host = host
    self.settings = settings
    self.agreed = agreed
    self.debs = debs
    self.routes = routes
    self.sources = sources
    self.planOnly = planOnly
    self.upgrades = upgrades
    failure = WorkFailure(refusing: host, settings)
  }

  package var move: Move {
    if let failure { return .failed(failure) }
    return consentMove ?? keyMove ?? instanceMove ?? sizeMove ?? guestMove ?? mountMove ?? applyMove ?? engineMove
      ?? endMove
  }

  private var keyMove: Move? {
    description == nil ? .perform(.makeKey) : nil
  }

  private var engineMove: Move? {
    engineVersion == nil ? .perform(.awaitEngine) : nil
  }

  /// A mount that failed is told last, so that the engine does not wait for it.
  private var endMove: Move {
    mounts.failure.map { .failed($0) } ?? .done(summary)
  }
}
