/// Durations as they are written in the configuration: `500ms`, `2s`, `1m30s`, `1h`.
enum DurationText {
  /// In milliseconds, from the longest.
  private static let units = [("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)]
  /// More digits than any duration in range needs; keeps the sum far from overflow.
  private static let maximalDigits = 9

  /// Whole numbers, each with its unit, longer units first; nil for anything else.
  static func parse(_ text: String) -> Duration? {
    var rest = Substring(text)
    var milliseconds = 0
    var allowed = units[...]
    while !rest.isEmpty {
      let digits = rest.prefix { ("0"..."9").contains($0) }
      rest = rest.dropFirst(digits.count)
      let name = rest.prefix { !("0"..."9").contains($0) }
      rest = rest.dropFirst(name.count)
      guard digits.utf8.count <= maximalDigits, let number = Int(digits),
        let index = allowed.firstIndex(where: { $0.0 == name })
      else { return nil }
      milliseconds += number * units[index].1
      allowed = units[(index + 1)...]
    }
    return text.isEmpty ? nil : .milliseconds(milliseconds)
  }

  /// In the longest unit that gives a whole number; what is under a millisecond is left out.
  static func format(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    guard milliseconds != 0, let unit = units.first(where: { milliseconds % Int64($0.1) == 0 }) else { return "0s" }
    return "\(milliseconds / Int64(unit.1))\(unit.0)"
  }
}
