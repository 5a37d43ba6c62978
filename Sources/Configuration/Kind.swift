/// How a setting's value is read and written.
struct Kind<Value>: Sendable {
  let read: @Sendable (Node) throws(Complaint) -> Value
  /// A literal of TOML that `read` takes back; nil for a value that is said by leaving the key out.
  let write: @Sendable (Value) -> String?
}

extension Kind where Value == Int {
  static func integer(_ range: ClosedRange<Int>) -> Kind {
    Kind(
      read: { node throws(Complaint) in
        guard case .integer(let number) = node else { throw .expected("an integer", node) }
        guard range.contains(number) else {
          throw Complaint("\(number) is out of range (\(range.lowerBound)-\(range.upperBound))")
        }
        return number
      },
      write: { String($0) })
  }
}

extension Kind {
  /// A string that `parse` turns into a value.
  static func text(
    _ expected: String, parse: @escaping @Sendable (String) throws(Complaint) -> Value?,
    format: @escaping @Sendable (Value) -> String
  ) -> Kind {
    Kind(
      read: { node throws(Complaint) in
        guard case .string(let text) = node else { throw .expected(expected, node) }
        guard let value = try parse(text) else { throw Complaint("expected \(expected), found \(quoted(text))") }
        return value
      },
      write: { literal(format($0)) })
  }

  /// An array of such values, each once.
  static func list<Element: Hashable & SendableMetatype>(of element: Kind<Element>, atMost limit: Int) -> Kind
  where Value == [Element] {
    Kind(
      read: { node throws(Complaint) in
        guard case .array(let nodes) = node else { throw .expected("an array", node) }
        guard nodes.count <= limit else { throw Complaint("\(nodes.count) entries are too many (at most \(limit))") }
        var values: [Element] = []
        for node in nodes {
          let value = try element.read(node)
          guard !values.contains(value) else { throw Complaint("\(element.write(value) ?? "a value") is listed twice") }
          values.append(value)
        }
        return values
      },
      write: { "[\($0.compactMap(element.write).joined(separator: ", "))]" })
  }

  /// One of an enumeration's names.
  static func choice() -> Kind where Value: CaseIterable & RawRepresentable<String> & SendableMetatype {
    let names = Value.allCases.map(\.rawValue)
    return text("one of \(names.joined(separator: ", "))", parse: { Value(rawValue: $0) }, format: { $0.rawValue })
  }
}

extension Complaint {
  static func expected(_ expected: String, _ found: Node) -> Complaint {
    Complaint("expected \(expected), found \(found.description)")
  }
}

extension Kind {
  /// A value that may be left out, but not be written empty.
  static func optional<Wrapped: SendableMetatype>(_ wrapped: Kind<Wrapped>) -> Kind where Value == Wrapped? {
    Kind(read: { node throws(Complaint) in try wrapped.read(node) }, write: { $0.flatMap(wrapped.write) })
  }
}
