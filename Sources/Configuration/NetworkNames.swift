/// Whether `text` is a name that a resolver takes: labels of 1-63 letters, digits, hyphens and underscores, 253 bytes in
/// all (RFC 1035 2.3.4; underscores as in RFC 8552). An IPv4 address is none.
func isDNSName(_ text: String) -> Bool {
  let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  guard text.utf8.count <= 253, let last = labels.last, !last.allSatisfy(isDigit) else { return false }
  return labels.allSatisfy { label in
    (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
      && label.allSatisfy { isDigit($0) || isLetter($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
  }
}

/// Whether `text` is four decimal numbers of 0-255 without leading zeros.
func isIPv4Address(_ text: String) -> Bool {
  let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  return parts.count == 4
    && parts.allSatisfy { part in
      (1...3).contains(part.count) && part.allSatisfy(isDigit) && (part.count == 1 || part.first != UInt8(ascii: "0"))
        && part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } <= 255
    }
}

/// Whether `text` is an IPv6 address in hexadecimal groups, with or without `::` (RFC 4291 2.2, forms 1 and 2).
func isIPv6Address(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard (2...39).contains(bytes.count), !bytes.contains(where: { !isHexadecimal($0) && $0 != UInt8(ascii: ":") }) else {
    return false
  }
  let colon = UInt8(ascii: ":")
  let gaps = bytes.indices.dropLast().filter { bytes[$0] == colon && bytes[$0 + 1] == colon }
  guard let gap = gaps.first else { return groups(bytes[...]) == 8 }
  guard gaps.count == 1, let before = groups(bytes[..<gap]), let after = groups(bytes[(gap + 2)...]) else {
    return false
  }
  return before + after <= 7
}

/// How many groups of 1-4 digits `bytes` are; nil if they are not. None for no bytes.
private func groups(_ bytes: ArraySlice<UInt8>) -> Int? {
  guard !bytes.isEmpty else { return 0 }
  let groups = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
  return groups.allSatisfy { (1...4).contains($0.count) } ? groups.count : nil
}

private func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

private func isLetter(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

private func isHexadecimal(_ byte: UInt8) -> Bool {
  isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
}
