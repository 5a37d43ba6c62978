import Diagnosis
import Supervision

extension Sightings {
  /// What the supervisor saw, in the words of the diagnosis.
  init(_ sight: Sight, host: String, port: Int, isWanted: Bool, bridge: Bridge) {
    self.init(host: host, port: port, address: sight.address)
    self.isWanted = isWanted
    instance = sight.isMissing ? .missing : sight.instance.map(Instance.init) ?? .notAsked
    wasStoppedByOthers = sight.stoppedByOthers
    multipass = sight.trouble.map(Multipass.init) ?? .fine
    work = sight.work
    overrunning = sight.overran ? sight.operation?.rawValue : nil
    operationFailure = sight.operationFailure
    engine = Engine(sight)
    failures = sight.failures
    awaitsStart = sight.awaitsStart
    skewSeconds = sight.skew.map { Int($0.components.seconds) }
    containerd = Containerd(sight.containerd)
    listsHang = sight.listsHang
    missingMounts = sight.missingMounts
    self.bridge = bridge
  }
}

extension Sightings.Instance {
  fileprivate init(_ state: InstanceState) {
    self =
      switch state {
      case .running: .running
      case .stopped: .stopped
      case .suspended: .suspended
      case .starting: .starting
      case .restarting: .restarting
      case .suspending: .suspending
      case .delayedShutdown: .delayedShutdown
      case .deleted: .deleted
      case .unknown: .unknown
      }
  }
}

extension Sightings.Multipass {
  fileprivate init(_ trouble: MultipassTrouble) {
    self =
      switch trouble {
      case .missing: .missing
      case .daemonDown: .daemonDown
      case .hung: .hung
      case .unauthenticated(let reason): .unauthenticated(reason)
      case .failed(let reason): .failed(reason)
      }
  }
}

extension Sightings.Engine {
  fileprivate init(_ sight: Sight) {
    self =
      switch sight.engine {
      case .unknown: .unknown
      case .up: .up
      case .down: .down(sight.pingFailure.map(Sightings.Loss.init) ?? sight.streamEnd.flatMap(Sightings.Loss.init))
      }
  }
}

extension Sightings.Loss {
  fileprivate init(_ failure: PingFailure) {
    self =
      switch failure {
      case .refused: .refused
      case .silent: .silent
      case .unreachable: .unreachable
      case .noRoute(let name): .noRoute(name)
      case .closed: .closed
      case .status(let status): .status(status)
      }
  }

  /// Nil for a stream that never began, which tells nothing of how the engine was lost.
  fileprivate init?(_ end: StreamEnd) {
    switch end {
    case .closed: self = .streamClosed
    case .reset: self = .streamReset
    case .timedOut: self = .streamTimedOut
    case .failed: return nil
    }
  }
}

extension Sightings.Containerd {
  fileprivate init(_ trouble: VersionAnswer?) {
    self =
      switch trouble {
      case .answered(containerd: false): .absent
      case .timedOut: .hanging
      case .answered(containerd: true), .failed, nil: .fine
      }
  }
}
