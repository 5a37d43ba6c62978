/// What the supervisor of one host goes by; every duration is positive.
package struct HostSettings: Equatable, Sendable {
  package var desired = DesiredState.running
  package var probe = ProbeSettings()
  package var policy = PolicySettings()
  /// The folders in the guest where folders of this machine should be mounted.
  package var mounts: [String] = []

  package init() {}
}

/// What the user wants of a host.
package enum DesiredState: String, CaseIterable, Equatable, Sendable {
  case running
  case stopped
  case onDemand = "on-demand"
}

/// How often the engine is asked, and how many answers make a verdict (facts of kubelet and HAProxy: run lengths and
/// three speeds).
package struct ProbeSettings: Equatable, Sendable {
  /// Between two pings while all is well.
  package var interval = Duration.seconds(10)
  /// Between two pings while in doubt.
  package var fastInterval = Duration.seconds(1)
  /// Between two pings of an engine that is known to be out of reach.
  package var downInterval = Duration.seconds(5)
  /// Within which an answer must come.
  package var timeout = Duration.seconds(2)
  /// Failures in a row that make an engine count as out of reach; at least 1.
  package var fall = 3
  /// Successes in a row that make it count as well again; at least 1.
  package var rise = 2
  /// Between two looks at containerd and the containers.
  package var deepInterval = Duration.seconds(60)

  package init() {}
}

/// What the supervisor may do by itself.
package struct PolicySettings: Equatable, Sendable {
  package var externalStop = ExternalStop.respect
  package var engineRestart = Permission.auto
  package var instanceRestart = Permission.auto
  package var engineRestarts = Budget(count: 5, window: .seconds(600))
  package var instanceRestarts = Budget(count: 2, window: .seconds(1800))

  package init() {}
}

/// What to make of an instance that someone else shut down in order.
package enum ExternalStop: String, CaseIterable, Equatable, Sendable {
  /// It was their wish.
  case respect
  case restart
}

/// Whether a remedy that costs the user something is taken.
package enum Permission: String, CaseIterable, Equatable, Sendable {
  case auto
  case ask
  case never
}

/// How often a remedy may be tried within a sliding window, written `5/10m`.
package struct Budget: Equatable, Sendable {
  /// At least 1.
  package var count: Int
  package var window: Duration

  package init(count: Int, window: Duration) {
    self.count = count
    self.window = window
  }
}
