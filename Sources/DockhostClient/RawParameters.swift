/// The parameters of a message as they stand in it; `{}` where there are none.
///
/// Reading them into values and writing these again would lose what a newer daemon adds. The message has to be a
/// well-formed JSON object.
func rawParameters(in message: [UInt8]) -> String {
  var scanner = JSONScanner(message)
  let found = scanner.member(named: "parameters").map { String(decoding: message[$0], as: UTF8.self) }
  return found.flatMap { $0 == "null" ? nil : $0 } ?? "{}"
}

/// Finds where the values of well-formed JSON begin and end.
private struct JSONScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Where the value of one of the object's own members stands.
  mutating func member(named name: String) -> Range<Int>? {
    skip { $0 != UInt8(ascii: "{") }
    position += 1
    while true {
      // To the key's opening quote: white space, and the comma after the member before.
      skip { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "}") }
      guard byte == UInt8(ascii: "\"") else { return nil }
      let key = value()
      skip { $0 != UInt8(ascii: ":") }
      position += 1
      skip { $0 <= UInt8(ascii: " ") }
      let value = value()
      if bytes[key].elementsEqual("\"\(name)\"".utf8) { return value }
    }
  }

  /// Passes one value and returns where it stands.
  private mutating func value() -> Range<Int> {
    let start = position
    var depth = 0
    repeat {
      switch byte {
      case UInt8(ascii: "\""): string()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        position += 1
      case nil: return start..<position
      default: depth == 0 ? word() : (position += 1)
      }
    } while depth > 0
    return start..<position
  }

  private mutating func string() {
    position += 1
    while let byte, byte != UInt8(ascii: "\"") { position += byte == UInt8(ascii: "\\") ? 2 : 1 }
    position = min(position + 1, bytes.count)
  }

  /// A number, true, false or null.
  private mutating func word() {
    skip { $0 > UInt8(ascii: " ") && !",}]".utf8.contains($0) }
  }

  private mutating func skip(while holds: (UInt8) -> Bool) {
    while let byte, holds(byte) { position += 1 }
  }
}
