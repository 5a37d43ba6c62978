/// Cuts what a program prints into lines, however it arrives.
struct LineSplitter {
  /// A line is cut where it grows longer than this: no program of ours prints one.
  private static let longest = 1 << 20

  private var pending: [UInt8] = []

  /// Takes the next bytes and returns the lines that they end, without their ends.
  mutating func take(_ bytes: [UInt8]) -> [String] {
    var lines: [String] = []
    for byte in bytes {
      if byte == UInt8(ascii: "\n") || pending.count >= Self.longest {
        lines.append(String(decoding: pending, as: UTF8.self))
        pending = []
      }
      if byte != UInt8(ascii: "\n") { pending.append(byte) }
    }
    return lines
  }

  /// What came after the last end of a line; nil for nothing.
  mutating func finish() -> String? {
    guard !pending.isEmpty else { return nil }
    defer { pending = [] }
    return String(decoding: pending, as: UTF8.self)
  }
}
