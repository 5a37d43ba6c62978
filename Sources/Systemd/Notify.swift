internal import CSystemd
internal import Glibc

/// What a service tells its manager, as sd_notify(3) has it.
package enum ServiceNotice: Equatable, Sendable {
  /// The service serves now, or again after `reloading`.
  case ready
  /// What `systemctl status` shows, one line.
  case status(String)
  /// The loop turns.
  case watchdog
  case stopping
  /// The settings are being read again; ended by `ready`. The time is `CLOCK_MONOTONIC` in microseconds.
  case reloading(monotonicMicroseconds: UInt64)

  /// Begins a reload now.
  package static func reloading() -> ServiceNotice {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return .reloading(monotonicMicroseconds: UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1000)
  }

  /// The assignments of the protocol; a line break in a status would begin an assignment of its own.
  var lines: [String] {
    switch self {
    case .ready: ["READY=1"]
    case .status(let text): ["STATUS=" + String(text.map { $0.isNewline ? " " : $0 })]
    case .watchdog: ["WATCHDOG=1"]
    case .stopping: ["STOPPING=1"]
    case .reloading(let time): ["RELOADING=1", "MONOTONIC_USEC=\(time)"]
    }
  }
}

/// Tells the service manager, in one datagram; false where there is none, or it did not take the message.
///
/// There is nothing to do about a failure: a manager that is gone comes back and asks.
@discardableResult
package func notify(_ notices: ServiceNotice...) -> Bool {
  sd_notify(0, notices.flatMap(\.lines).joined(separator: "\n")) > 0
}

/// The time within which the manager wants to hear `ServiceNotice.watchdog`, nil where it does not listen for it.
///
/// Send it at half that time (sd_watchdog_enabled(3)).
package func watchdogInterval() -> Duration? {
  var microseconds: UInt64 = 0
  guard sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
  return .microseconds(Int64(clamping: microseconds))
}
