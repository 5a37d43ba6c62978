/// A size as Multipass reads and prints it.
package enum MemorySize {
  private static let units: [(letter: Character, name: String, bytes: Int64)] = [
    ("G", "GiB", 1 << 30), ("M", "MiB", 1 << 20), ("K", "KiB", 1 << 10),
  ]

  /// Reads "4G", "512MiB", "1.5g", "1024": nil for what Multipass refuses.
  package static func bytes(_ text: String) -> Int64? {
    let pattern = #/\s*(\d+)(?:\.(\d+)(?=[KMGkmg]))?(?:([KMGkmg])(?:[iI]?[bB])?|[bB])?\s*/#
    guard let match = text.wholeMatch(of: pattern), let whole = Int64(match.1) else { return nil }
    let letter = match.3?.uppercased()
    let scale = units.first { String($0.letter) == letter }?.bytes ?? 1
    let fraction = match.2.flatMap { Double("0.\($0)") } ?? 0
    let (product, overflows) = whole.multipliedReportingOverflow(by: scale)
    return overflows ? nil : product + Int64(fraction * Double(scale))
  }

  /// Prints "1.0GiB", "512.0MiB", "345B".
  package static func text(_ bytes: Int64) -> String {
    guard let unit = units.first(where: { bytes >= $0.bytes }) else { return "\(bytes)B" }
    let tenths = (bytes * 10 + unit.bytes / 2) / unit.bytes
    return "\(tenths / 10).\(tenths % 10)\(unit.name)"
  }
}
