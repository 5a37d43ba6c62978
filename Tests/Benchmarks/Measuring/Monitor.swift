import DockhostInterface
import Varlink

/// A `Monitor` call under way: what the daemon tells of its hosts, as it comes.
final class Monitor {
  let line: Line
  /// The latest of each host, by name.
  private(set) var hosts: [String: Host] = [:]

  init(path: String) throws {
    line = try Line(path: path)
    try line.call(.monitor, more: true)
  }

  /// Takes the next news, and what came together with it; false when none has come by the deadline.
  @discardableResult
  func hear(before deadline: ContinuousClock.Instant) throws -> Bool {
    guard var reply = try line.receive(before: deadline) else { return false }
    while true {
      for host in try decodeParameters(MonitorReply.self, from: reply).hosts { hosts[host.name] = host }
      guard let next = try line.receiveBuffered() else { return true }
      reply = next
    }
  }

  /// Whether all hosts are healthy; none is not.
  var areHealthy: Bool { !hosts.isEmpty && hosts.values.allSatisfy { $0.phase == .healthy } }

  func waitUntilHealthy(within limit: Duration) throws {
    let deadline = ContinuousClock.now + limit
    while !areHealthy {
      guard try hear(before: deadline) else {
        throw MeasurementFailure("not healthy within \(limit): \(told); see the daemon's log")
      }
    }
  }

  /// Lets `time` pass while all hosts stay healthy, and calls `tick` every half second.
  func watch(for time: Duration, tick: () -> Void = {}) throws {
    let end = ContinuousClock.now + time
    while ContinuousClock.now < end {
      try hear(before: min(end, .now + .milliseconds(500)))
      guard areHealthy else { throw MeasurementFailure("did not stay healthy: \(told); let the machine calm down") }
      tick()
    }
  }

  private var told: String {
    let unwell = hosts.values.filter { $0.phase != .healthy }
    return unwell.prefix(3).map { "\($0.name) is \($0.phase.rawValue) \($0.conditions.map(\.message))" }
      .joined(separator: ", ")
  }
}

/// What a daemon uses while all its hosts stay healthy.
func measureUsage(of process: Int32, monitor: Monitor, settle: Duration, for time: Duration) throws -> Usage {
  try monitor.watch(for: settle)
  let meter = try Meter(process)
  try monitor.watch(for: time) { meter.look() }
  return meter.usage
}
