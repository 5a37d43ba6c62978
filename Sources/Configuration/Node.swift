import TOMLKit

/// A value of a TOML document. TOMLKit's tables are views into memory of C++, so they are copied once and left.
enum Node {
  case string(String)
  case integer(Int)
  case boolean(Bool)
  case float(Double)
  case array([Node])
  case table([Entry])
  /// Of a type that no setting has, by that type's name.
  case other(String)

  /// What stands there, for a sentence that begins with "expected … but found".
  var description: String {
    switch self {
    case .string(let text): "the string \(quoted(text))"
    case .integer(let number): "the integer \(number)"
    case .boolean: "a boolean"
    case .float: "a floating-point number"
    case .array: "an array"
    case .table: "a table"
    case .other(let name): "a \(name)"
    }
  }
}

/// A key of a table and what stands there.
struct Entry {
  let key: String
  let value: Node
}

extension Node {
  /// Parses a document.
  ///
  /// - Throws: `TOMLParseError` with the place of the first mistake in the syntax.
  static func parse(_ text: String) throws -> [Entry] {
    entries(of: try TOMLTable(string: text))
  }

  private static func entries(of table: TOMLTable) -> [Entry] {
    zip(table.keys, table.values).map { Entry(key: $0, value: Node($1)) }
  }

  private init(_ value: TOMLValue) {
    if let text = value.string {
      self = .string(text)
    } else if let number = value.int {
      self = .integer(number)
    } else if let truth = value.bool {
      self = .boolean(truth)
    } else if let number = value.double {
      self = .float(number)
    } else if let array = value.array {
      self = .array((0..<array.count).map { Node(array[$0].tomlValue) })
    } else if let table = value.table {
      self = .table(Self.entries(of: table))
    } else {
      self = .other(value.type.description)
    }
  }
}

/// A user's text as it is shown in a message: in double quotes, without passwords.
func quoted(_ text: String) -> String {
  "\"\(printable(withoutPasswords(text), limit: 60))\""
}

/// A text in one line, shortened to `limit` characters, without anything that moves a cursor.
func printable(_ text: String, limit: Int = 200) -> String {
  let shown = text.unicodeScalars.prefix(limit).map { $0.properties.generalCategory == .control ? "?" : String($0) }
  return shown.joined() + (text.unicodeScalars.count > limit ? "…" : "")
}
