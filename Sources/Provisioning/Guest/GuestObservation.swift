/// What the guest program found.
package struct GuestObservation: Codable, Equatable, Sendable {
  /// How the engine's port came to be open.
  package enum Setup: String, Codable, Equatable, Sendable {
    case none
    /// By Dockhost's own files.
    case dockhost
    /// By somebody's hand, such as an ExecStart with `-H tcp://0.0.0.0:2375`.
    case handMade
  }

  /// PRETTY_NAME of os-release(5).
  package var system: String
  /// The engine's version; nil where none is installed.
  package var engineVersion: String?
  package var engineRuns: Bool
  package var setup: Setup
  /// What `apply` would change, a line each; empty when the guest is as it should be.
  package var changes: [String]
  /// Whether the changes restart the engine.
  package var restartsEngine: Bool
  /// Whether containers live on when the engine restarts.
  package var liveRestore: Bool
  package var containersRunning: Int
  /// The guest's own public key, as in ssh_host_ed25519_key.pub; nil without an SSH server.
  package var hostKey: String?

  package init(
    system: String, engineVersion: String? = nil, engineRuns: Bool = false, setup: Setup = .none,
    changes: [String] = [], restartsEngine: Bool = false, liveRestore: Bool = false, containersRunning: Int = 0,
    hostKey: String? = nil
  ) {
    self.system = system
    self.engineVersion = engineVersion
    self.engineRuns = engineRuns
    self.setup = setup
    self.changes = changes
    self.restartsEngine = restartsEngine
    self.liveRestore = liveRestore
    self.containersRunning = containersRunning
    self.hostKey = hostKey
  }
}
