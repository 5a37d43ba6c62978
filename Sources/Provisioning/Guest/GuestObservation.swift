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
  /// The version to which `apply` would take the engine; nil where it stays as it is.
  package var candidateVersion: String?
  package var engineRuns: Bool
  package var setup: Setup
  /// What `apply` would change, a line each; empty when the guest is as it should be.
  package var changes: [String]
  /// What the files that change will say, by path; a secret is left out.
  package var files: [String: String]
  /// Whether the changes restart the engine.
  package var restartsEngine: Bool
  /// Whether containers live on when the engine restarts.
  package var liveRestore: Bool
  package var containersRunning: Int
  /// Names of the containers that run.
  package var containers: [String]
  /// The guest's own public key, as in ssh_host_ed25519_key.pub; nil without an SSH server.
  package var hostKey: String?

  package init(
    system: String, engineVersion: String? = nil, candidateVersion: String? = nil, engineRuns: Bool = false,
    setup: Setup = .none, changes: [String] = [], files: [String: String] = [:],
    restartsEngine: Bool = false, liveRestore: Bool = false,
    containersRunning: Int = 0, containers: [String] = [], hostKey: String? = nil
  ) {
    self.system = system
    self.engineVersion = engineVersion
    self.candidateVersion = candidateVersion
    self.engineRuns = engineRuns
    self.setup = setup
    self.changes = changes
    self.files = files
    self.restartsEngine = restartsEngine
    self.liveRestore = liveRestore
    self.containersRunning = containersRunning
    self.containers = containers
    self.hostKey = hostKey
  }
}
