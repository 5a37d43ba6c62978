import Supervision

/// Tells the guest for which folders its engine waits after a boot, when these have changed.
///
/// A guest that cannot be told is no failure of the work: the next `up` tells it.
struct AwaitedFolders: Equatable {
  private let description: GuestDescription?
  private var isTold = false

  /// All folders in the guest that are to be mounted from now on; nil where nobody knows them.
  init(_ targets: [String]?, host: String) {
    var settings = GuestSettings()
    settings.mounts = targets?.map { MountSettings(source: $0, target: $0) }
    description = targets == nil ? nil : describe(settings, [], host).0
  }

  /// The step that tells a guest that runs; nil when there is nothing to tell.
  func step(_ instance: InstanceAnswer?) -> Step? {
    guard let description, !isTold, instance == .found(.running) else { return nil }
    return Step(
      "await", "Telling the guest which folders belong into it",
      .guest(GuestTask(.listMounts, description, limit: .seconds(120))))
  }

  mutating func finish() {
    isTold = true
  }
}
