/// Walks over the bytes of a TOML document and notes the line of every key.
struct KeyScanner {
  private(set) var lines: [[String]: Int] = [:]
  /// All headers and assignments; those in an inline table before the one that holds it.
  private(set) var statements: [Statement] = []
  private(set) var line = 1
  private(set) var position = 0
  /// Where the last statement begins.
  private(set) var statement = 0
  private var comments = 0
  /// The table that the last header opened.
  private var table: [String] = []
  private let bytes: [UInt8]

  init(_ text: String) {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    bytes = Array(text.utf8)
    if bytes.starts(with: byteOrderMark) { position = byteOrderMark.count }
  }

  /// Reads up to the end, or to the first thing that is not understood.
  mutating func readDocument() -> KeyScanFailure? {
    do {
      skipSpaceAndComments()
      while let byte = peek() {
        statement = position
        if byte == UInt8(ascii: "[") {
          try readHeader()
        } else {
          try readAssignment(in: table, depth: 0)
        }
        skipSpaceAndComments()
      }
      return nil
    } catch {
      return error
    }
  }

  private mutating func readHeader() throws(KeyScanFailure) {
    _ = take("[")
    let isArray = take("[")
    do {
      table = try readKey()
    } catch {
      throw error == .key ? .header : error
    }
    note(table)
    guard take("]"), !isArray || take("]") else { throw .header }
    statements.append(
      Statement(kind: isArray ? .arrayHeader : .header, path: table, line: line, bytes: statement..<position))
  }

  private mutating func readAssignment(in table: [String], depth: Int) throws(KeyScanFailure) {
    let (start, begin) = (position, line)
    let path = table + (try readKey())
    note(path)
    guard take("=") else { throw .key }
    skipBlanks()
    let (value, before) = (position, comments)
    try skipValue(of: path, depth: depth)
    statements.append(
      Statement(
        kind: .assignment(value: value..<position, isInline: depth > 0, hasComments: comments > before), path: path,
        line: begin, bytes: start..<position))
  }

  /// A key and the tables that it opens by the way.
  private mutating func note(_ path: [String]) {
    for length in 1...path.count {
      let part = Array(path.prefix(length))
      if lines[part] == nil { lines[part] = line }
    }
  }

  /// Parts joined by dots, and the blanks around them.
  private mutating func readKey() throws(KeyScanFailure) -> [String] {
    var parts: [String] = []
    repeat {
      guard parts.count < KeyLines.maximalDepth else { throw .tooDeep }
      skipBlanks()
      parts.append(try readKeyPart())
      skipBlanks()
    } while take(".")
    return parts
  }

  private mutating func readKeyPart() throws(KeyScanFailure) -> String {
    let start = position
    switch peek() {
    case UInt8(ascii: "\""):
      try skipString(quote: "\"")
      let content = bytes[(start + 1)..<(position - 1)]
      // What an escape stands for is left to the parser; no key that it accepts contains NUL.
      return content.contains(UInt8(ascii: "\\")) ? "\0" : String(decoding: content, as: UTF8.self)
    case UInt8(ascii: "'"):
      try skipString(quote: "'")
      return String(decoding: bytes[(start + 1)..<(position - 1)], as: UTF8.self)
    default:
      while let byte = peek(), Self.isBare(byte) { position += 1 }
      guard position > start else { throw .key }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
  }

  static func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default:
      false
    }
  }

  private mutating func skipValue(of path: [String], depth: Int) throws(KeyScanFailure) {
    guard depth < KeyLines.maximalDepth else { throw .tooDeep }
    switch peek() {
    case UInt8(ascii: "\""): try skipString(quote: "\"")
    case UInt8(ascii: "'"): try skipString(quote: "'")
    case UInt8(ascii: "["): try skipArray(of: path, depth: depth + 1)
    case UInt8(ascii: "{"): try readInlineTable(at: path, depth: depth + 1)
    default: try skipScalar()
    }
  }

  private mutating func skipArray(of path: [String], depth: Int) throws(KeyScanFailure) {
    _ = take("[")
    while true {
      skipSpaceAndComments()
      if take("]") { return }
      if !take(",") { try skipValue(of: path, depth: depth) }
    }
  }

  private mutating func readInlineTable(at path: [String], depth: Int) throws(KeyScanFailure) {
    _ = take("{")
    while true {
      skipSpaceAndComments()
      if take("}") { return }
      if !take(",") { try readAssignment(in: path, depth: depth) }
    }
  }

  /// A number, a truth value, or any other word. A time of day is not understood: the parser has assertions there,
  /// and no setting is one.
  private mutating func skipScalar() throws(KeyScanFailure) {
    let start = position
    while let byte = peek(), Self.isBare(byte) || "+.".utf8.contains(byte) { position += 1 }
    let end = position
    skipBlanks()
    let isEnded = peek().map { ",]}#\r\n".utf8.contains($0) } ?? true
    guard end > start, isEnded else { throw .value }
    position = end
  }

  /// A string of one line, or of many after three quotes.
  private mutating func skipString(quote: Unicode.Scalar) throws(KeyScanFailure) {
    let mark = UInt8(ascii: quote)
    let isLong = bytes[position...].starts(with: [mark, mark, mark])
    position += isLong ? 3 : 1
    while let byte = peek() {
      if byte == UInt8(ascii: "\\"), quote == "\"" {
        position += 1
        advance()
      } else if byte == mark, !isLong {
        position += 1
        return
      } else if byte == mark, bytes[position...].starts(with: [mark, mark, mark]) {
        position += 3
        // Up to two quotes may stand before the three that end it.
        for _ in 0..<2 where peek() == mark { position += 1 }
        return
      } else if byte == UInt8(ascii: "\n"), !isLong {
        throw .string
      } else {
        advance()
      }
    }
    throw .string
  }

  private func peek() -> UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  private mutating func advance() {
    if peek() == UInt8(ascii: "\n") { line += 1 }
    position += 1
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: scalar) else { return false }
    advance()
    return true
  }

  private mutating func skipBlanks() {
    while let byte = peek(), byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { position += 1 }
  }

  private mutating func skipSpaceAndComments() {
    while let byte = peek() {
      if byte == UInt8(ascii: "#") {
        comments += 1
        while let byte = peek(), byte != UInt8(ascii: "\n") { position += 1 }
      } else if " \t\r\n".utf8.contains(byte) {
        advance()
      } else {
        return
      }
    }
  }
}
