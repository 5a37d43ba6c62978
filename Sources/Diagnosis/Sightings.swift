/// What the probes saw of one host, as far as it tells what is wrong.
package struct Sightings: Equatable, Sendable {
  /// The instance, in Multipass's word.
  package enum Instance: Equatable, Sendable {
    case notAsked
    case missing
    case running
    case stopped
    case suspended
    case starting
    case restarting
    case suspending
    case delayedShutdown
    case deleted
    case unknown
  }

  /// Multipass itself.
  package enum Multipass: Equatable, Sendable {
    case fine
    case missing
    case daemonDown
    case hung
    case unauthenticated(String)
    case failed(String)
  }

  /// The verdict on the engine.
  package enum Engine: Equatable, Sendable {
    case unknown
    case up
    case down(Loss?)
  }

  /// How the engine was lost.
  package enum Loss: Equatable, Sendable {
    case refused
    case silent
    case unreachable
    case noRoute(String)
    case closed
    case status(Int)
    case streamClosed
    case streamReset
    case streamTimedOut
  }

  /// The engine's own helper.
  package enum Containerd: Equatable, Sendable {
    case fine
    case absent
    case hanging
  }

  /// The link on this machine that leads to the instance.
  package enum Bridge: Equatable, Sendable {
    case notAsked
    /// No link here owns the address's prefix.
    case missing
    case found(String)
  }

  package var host: String
  package var port: Int
  package var address: String?
  /// The user wants it to run, and it is not paused.
  package var isWanted = true
  package var instance = Instance.notAsked
  /// Someone else shut the instance down in order.
  package var wasStoppedByOthers = false
  package var multipass = Multipass.fine
  /// A work of the user's that changes the host just now, such as `up`.
  package var work: String?
  /// The operation under way that has taken longer than it may, such as `start`.
  package var overrunning: String?
  /// Why the last operation failed.
  package var operationFailure: String?
  package var engine = Engine.unknown
  /// Pings in a row that failed.
  package var failures = 0
  /// The engine is being given time to start.
  package var awaitsStart = false
  /// Seconds that the guest's clock is ahead; nil while it is right.
  package var skewSeconds: Int?
  package var containerd = Containerd.fine
  /// The list of containers does not come.
  package var listsHang = false
  /// Folders in the guest that should be mounted and are not.
  package var missingMounts: [String] = []
  package var bridge = Bridge.notAsked

  package init(host: String, port: Int, address: String? = nil) {
    self.host = host
    self.port = port
    self.address = address
  }
}
