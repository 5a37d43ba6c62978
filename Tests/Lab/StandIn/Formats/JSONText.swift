/// JSON as Multipass's releases print it: keys sorted, four spaces, an empty list over two lines.
package indirect enum JSONText: Equatable, Sendable {
  case text(String)
  case integer(Int64)
  case number(Double)
  case list([JSONText])
  case object([String: JSONText])

  /// The whole document, with a newline at its end.
  package var document: String { printed(indent: "") + "\n" }

  private func printed(indent: String) -> String {
    let inner = indent + "    "
    return switch self {
    case .text(let text): Self.quoted(text)
    case .integer(let value): "\(value)"
    case .number(let value): value == value.rounded() ? "\(Int64(value))" : "\(value)"
    case .list(let elements): Self.block("[", elements.map { $0.printed(indent: inner) }, "]", indent)
    case .object(let members):
      Self.block(
        "{",
        members.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)): \($0.value.printed(indent: inner))" },
        "}", indent)
    }
  }

  private static func block(_ open: String, _ lines: [String], _ close: String, _ indent: String) -> String {
    let body = lines.map { "\(indent)    \($0)" }.joined(separator: ",\n")
    return open + "\n" + (lines.isEmpty ? "" : body + "\n") + indent + close
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.unicodeScalars.map(escaped).joined() + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    case "\0"..<" ": "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
    default: String(scalar)
    }
  }
}
