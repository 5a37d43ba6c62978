package import Supervision

/// An instance as `multipass list` tells of it.
package struct ListedInstance: Equatable, Sendable {
  package var name: String
  /// The state in Multipass's own word, such as `Delayed Shutdown`.
  package var word: String
  /// The image's release, such as `Ubuntu 24.04 LTS`; nil when Multipass does not know it.
  package var release: String?
  /// The guest's addresses as listed: the management address first, then the guest's own bridges.
  package var addresses: [String]

  /// The state, `unknown` for a word that this version does not know.
  package var state: InstanceState { InstanceState(word: word) }

  /// An instance as listed.
  package init(name: String, word: String, release: String? = nil, addresses: [String] = []) {
    self.name = name
    self.word = word
    self.release = release
    self.addresses = addresses
  }
}

extension InstanceState {
  /// Multipass's own word for the state.
  package var word: String {
    switch self {
    case .running: "Running"
    case .stopped: "Stopped"
    case .suspended: "Suspended"
    case .starting: "Starting"
    case .restarting: "Restarting"
    case .suspending: "Suspending"
    case .delayedShutdown: "Delayed Shutdown"
    case .deleted: "Deleted"
    case .unknown: "Unknown"
    }
  }

  /// The state that Multipass calls `word`; case does not count, since its documentation and its program differ in it.
  package init(word: String) {
    self =
      switch word.lowercased() {
      case "running": .running
      case "stopped": .stopped
      case "suspended": .suspended
      case "starting": .starting
      case "restarting": .restarting
      case "suspending": .suspending
      case "delayed shutdown": .delayedShutdown
      case "deleted": .deleted
      // "Unknown", main's "Unavailable" (its zone is off), and whatever comes next.
      default: .unknown
      }
  }
}
