internal import Glibc
internal import Logging

/// One line of plain text: time in UTC, level, message, and the metadata as `key=value`.
func logLine(_ event: LogEvent, metadata: Logger.Metadata, at time: Duration) -> String {
  let pairs = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
  return "\(utcText(time)) \(event.level): \(harmless("\(event.message)" + pairs.joined()))\n"
}

/// A time since 1970 as `2026-11-23T10:00:00.123Z`, or nothing for one beyond the calendar.
func utcText(_ time: Duration) -> String {
  var seconds = Int(time.components.seconds)
  var parts = tm()
  guard gmtime_r(&seconds, &parts) != nil else { return "" }
  let capacity = 32
  let start = String(unsafeUninitializedCapacity: capacity) { buffer in
    buffer.withMemoryRebound(to: CChar.self) { strftime($0.baseAddress, capacity, "%Y-%m-%dT%H:%M:%S", &parts) }
  }
  let milliseconds = String(time.components.attoseconds / 1_000_000_000_000_000)
  return start + "." + String(repeating: "0", count: max(0, 3 - milliseconds.count)) + milliseconds + "Z"
}

/// The text without what would begin a line of its own or steer a terminal: what a guest printed ends up here.
private func harmless(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isControl) else { return text }
  return text.unicodeScalars.map { isControl($0) ? $0.escaped(asASCII: true) : String($0) }.joined()
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.generalCategory == .control
}
