/// An interface's IPv4 address with the length of its network's prefix.
package struct IPv4Prefix: Hashable, Sendable, CustomStringConvertible {
  /// The interface's own address, the first byte being the most significant.
  package var address: UInt32
  /// 0 to 32 bits.
  package var length: Int

  /// Nil unless `length` is 0 to 32.
  package init?(address: UInt32, length: Int) {
    guard (0...32).contains(length) else { return nil }
    self.address = address
    self.length = length
  }

  /// Reads `10.21.124.1/24`.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = parseIPv4(parts[0]), let length = parseDecimal(parts[1], upTo: 32) else {
      return nil
    }
    self.address = address
    self.length = Int(length)
  }

  /// Whether `other` lies in the same network.
  package func contains(_ other: UInt32) -> Bool {
    // Shifting a UInt32 by 32 gives 0: everything lies within /0.
    (address ^ other) >> UInt32(32 - length) == 0
  }

  /// The prefix as `10.21.124.1/24`.
  package var description: String {
    "\(address >> 24).\(address >> 16 & 0xff).\(address >> 8 & 0xff).\(address & 0xff)/\(length)"
  }
}

/// The number of an address in dotted form; nil unless it is four decimal numbers without leading zeros.
package func parseIPv4(_ text: some StringProtocol) -> UInt32? {
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  guard parts.count == 4 else { return nil }
  var address: UInt32 = 0
  for part in parts {
    guard let byte = parseDecimal(part, upTo: 255) else { return nil }
    address = address << 8 | byte
  }
  return address
}

/// Digits alone, no sign and no leading zero: "010" is eight to some and ten to others.
private func parseDecimal(_ text: some StringProtocol, upTo limit: UInt32) -> UInt32? {
  guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text == "0" || !text.hasPrefix("0") else { return nil }
  return UInt32(text).flatMap { $0 <= limit ? $0 : nil }
}
