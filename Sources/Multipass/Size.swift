/// A size of memory or disk as Multipass takes it: "4G", "512M", "4.5GiB", "1024"; a unit is a power of 1024.
package struct Size: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Never negative.
  package let bytes: Int64

  /// Nil for a negative number.
  package init?(bytes: Int64) {
    guard bytes >= 0 else { return nil }
    self.bytes = bytes
  }

  package init(mebibytes: UInt32) {
    bytes = Int64(mebibytes) << 20
  }

  /// Reads digits, a fraction where a unit follows, and K, M or G (with "B" or "iB" after it), or B, or nothing, in
  /// either case and with spaces around; nil for anything else, and for what does not fit into 63 bits.
  package init?(_ text: String) {
    var rest = Substring(text).trimmingSpaces()
    let scale = rest.removeUnit()
    let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first.flatMap(parseDigits) else { return nil }
    let (product, overflows) = whole.multipliedReportingOverflow(by: scale ?? 1)
    guard !overflows else { return nil }
    guard parts.count == 2 else {
      self.bytes = product
      return
    }
    guard let scale, let fraction = parseFraction(parts[1], of: scale) else { return nil }
    let (sum, overflowsToo) = product.addingReportingOverflow(fraction)
    guard !overflowsToo else { return nil }
    self.bytes = sum
  }

  package static func < (smaller: Size, larger: Size) -> Bool {
    smaller.bytes < larger.bytes
  }

  /// The size in the largest unit that gives a whole number, such as "4G" or "4608M"; reads back as itself.
  package var description: String {
    let unit = units.first { bytes >= $0.scale && bytes % $0.scale == 0 }
    return unit.map { "\(bytes / $0.scale)\($0.letter)" } ?? "\(bytes)"
  }
}

private let units: [(letter: Character, scale: Int64)] = [("G", 1 << 30), ("M", 1 << 20), ("K", 1 << 10)]

extension Substring {
  fileprivate func trimmingSpaces() -> Substring {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return start }
    return start[...last]
  }

  /// Takes the unit off the end and returns its scale; nil for bytes.
  fileprivate mutating func removeUnit() -> Int64? {
    let hadByte = removeLast("B")
    let hadBinary = hadByte && removeLast("I")
    for unit in units where removeLast(unit.letter) { return unit.scale }
    // "5iB" is no size.
    if hadBinary { self = "" }
    return nil
  }

  private mutating func removeLast(_ letter: Character) -> Bool {
    guard last?.uppercased() == String(letter) else { return false }
    removeLast()
    return true
  }
}

private func parseDigits(_ text: Substring) -> Int64? {
  text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(text) : nil
}

/// The bytes that the digits after the point stand for; digits beyond the twelfth are less than one byte.
private func parseFraction(_ digits: Substring, of scale: Int64) -> Int64? {
  guard parseDigits(Substring(digits.prefix(18))) != nil, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
    return nil
  }
  var (fraction, place) = (0.0, 0.1)
  for digit in digits.utf8 {
    fraction += Double(digit - 0x30) * place
    place /= 10
  }
  return Int64(fraction * Double(scale) + 1e-6)
}
