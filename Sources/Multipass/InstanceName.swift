/// Whether Multipass takes `name` for an instance: ASCII letters, digits and hyphens, a letter first, no hyphen last.
package func isValidInstanceName(_ name: String) -> Bool {
  guard let first = name.utf8.first, let last = name.utf8.last else { return false }
  return first.isLetter && last != hyphen && name.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == hyphen }
}

private let hyphen = UInt8(ascii: "-")

extension UInt8 {
  fileprivate var isLetter: Bool { (0x61...0x7a).contains(self | 0x20) }
  fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
}
