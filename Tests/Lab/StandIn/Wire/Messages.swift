/// What a client asks of the daemon; no names mean every instance.
package enum Request: Equatable, Codable, Sendable {
  case version
  case list(addresses: Bool)
  case listSnapshots
  case info(names: [String], entering: Bool)
  case launch(LaunchRequest)
  case start(names: [String], timeout: Int?)
  case stop(names: [String], StopManner)
  case restart(names: [String], timeout: Int?)
  case suspend(names: [String])
  case delete(names: [String], purge: Bool)
  case purge
  case recover(names: [String])
  /// Without a name of its own it gets the next number.
  case snapshot(name: String, snapshot: String?, comment: String)
  case restore(name: String, snapshot: String)
  /// Runs a command in the guest; its standard streams are the three descriptors sent beside.
  case enter(name: String, command: [String])
  case mount(name: String, Mount)
  /// No target means all of the instance's mounts.
  case unmount(name: String, target: String?)
  case get(key: String)
  case set(key: String, value: String)
  case keys
}

/// How `stop` is to go about it.
package enum StopManner: Equatable, Codable, Sendable {
  case inOrder(afterMinutes: Int)
  case force
  /// Takes a delayed shutdown back.
  case cancel
}

/// What the daemon answers: any number of the first four, then one of the others.
package enum Reply: Equatable, Codable, Sendable {
  /// What the spinner is to say.
  case progress(String)
  /// How far something is that has a measure.
  case percent(String, Int)
  /// A line for standard error.
  case warning(String)
  /// The command in the guest begins; its streams are in use now.
  case entered
  case done
  case refused(Refusal)
  case version(String)
  case listed([InstanceRow])
  case snapshots([SnapshotRow])
  case details([InstanceDetails])
  case launched(String)
  /// The exit status of a command in the guest.
  case exited(Int32)
  case value(String)
  case keys([String])
}

/// A line of `list`.
package struct InstanceRow: Equatable, Codable, Sendable {
  package var name: String
  package var word: String
  /// Such as `24.04 LTS`; empty when it is not known.
  package var release: String
  package var addresses: [String]

  package init(name: String, word: String, release: String, addresses: [String]) {
    self.name = name
    self.word = word
    self.release = release
    self.addresses = addresses
  }
}

/// An instance as `info` tells of it.
package struct InstanceDetails: Equatable, Codable, Sendable {
  package var name: String
  package var word: String
  package var imageHash: String
  package var imageRelease: String
  package var addresses: [String]
  package var mounts: [Mount]
  /// How many.
  package var snapshots: Int
  /// Nil unless the guest was entered.
  package var runtime: GuestRuntime?

  package init(
    name: String, word: String, imageHash: String, imageRelease: String, addresses: [String] = [],
    mounts: [Mount] = [], snapshots: Int = 0, runtime: GuestRuntime? = nil
  ) {
    self.name = name
    self.word = word
    self.imageHash = imageHash
    self.imageRelease = imageRelease
    self.addresses = addresses
    self.mounts = mounts
    self.snapshots = snapshots
    self.runtime = runtime
  }
}

/// What a guest says of itself.
package struct GuestRuntime: Equatable, Codable, Sendable {
  package var release: String
  package var cpus: Int
  /// The three load averages.
  package var load: [Double]
  /// Bytes, like the three below.
  package var diskUsed: Int64
  package var diskTotal: Int64
  package var memoryUsed: Int64
  package var memoryTotal: Int64

  package init(
    release: String, cpus: Int, load: [Double], diskUsed: Int64, diskTotal: Int64, memoryUsed: Int64,
    memoryTotal: Int64
  ) {
    self.release = release
    self.cpus = cpus
    self.load = load
    self.diskUsed = diskUsed
    self.diskTotal = diskTotal
    self.memoryUsed = memoryUsed
    self.memoryTotal = memoryTotal
  }
}
