import DockhostInterface
import Supervision

extension Phase {
  /// Where a host is, in one word: a function of the supervisor's state and the conditions, never stored.
  init(_ posture: Posture, conditions: [Condition]) {
    self =
      switch posture {
      case .absent: .absent
      case .stopped: .stopped
      case .starting: .starting
      case .up: conditions.contains { $0.severity != .info } ? .degraded : .healthy
      case .suspect: .suspect
      case .recovering: .recovering
      case .waiting: .waiting
      }
  }
}

extension Desired {
  init(_ desired: DesiredState) {
    self =
      switch desired {
      case .running: .running
      case .stopped: .stopped
      case .onDemand: .onDemand
      }
  }
}
