import DockhostInterface
import FoundationEssentials

extension Phase {
  /// The phase as a person reads it.
  var words: String { self == .gaveUp ? "gave up" : rawValue }

  var role: Role {
    switch self {
    case .healthy: .good
    case .starting, .recovering: .busy
    case .degraded, .suspect, .waiting: .caution
    case .absent, .gaveUp: .bad
    case .stopped: .plain
    }
  }
}

extension Desired {
  /// The wish as it stands in the configuration.
  var words: String { self == .onDemand ? "on-demand" : rawValue }
}

extension Severity {
  var role: Role {
    switch self {
    case .info: .faint
    case .warning: .caution
    case .error: .bad
    }
  }
}

/// A duration in its largest whole unit, such as "3 min"; one that is negative is none.
func words(for duration: Duration) -> String {
  let (seconds, attoseconds) = duration.components
  let milliseconds = attoseconds / 1_000_000_000_000_000
  switch seconds {
  case ..<1: return milliseconds > 0 ? "\(milliseconds) ms" : "0 s"
  case ..<60: return "\(seconds) s"
  case ..<3600: return "\(seconds / 60) min"
  case ..<86400: return "\(seconds / 3600) h"
  default: return "\(seconds / 86400) d"
  }
}

/// How long ago an RFC 3339 time was, such as "3 min"; nil for what is none. A time to come is now.
func age(of time: String, at now: Date) -> String? {
  date(time).map { words(for: .seconds(max(0, Int(now.timeIntervalSince($0))))) }
}

/// How long it was from one RFC 3339 time to another.
func span(from start: String, to end: String) -> String? {
  date(end).flatMap { age(of: start, at: $0) }
}

private func date(_ time: String) -> Date? {
  (try? Date(time, strategy: .iso8601))
    ?? (try? Date(time, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
}

/// Bytes in the largest unit that leaves at least one, such as "4 GiB" or "4.5 GiB".
func words(forBytes bytes: Int64) -> String {
  let units: [(name: String, scale: Int64)] = [("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
  guard let unit = units.first(where: { bytes >= $0.scale }) else { return "\(bytes) B" }
  let tenths = bytes / unit.scale * 10 + bytes % unit.scale * 10 / unit.scale
  return tenths % 10 == 0 ? "\(tenths / 10) \(unit.name)" : "\(tenths / 10).\(tenths % 10) \(unit.name)"
}
