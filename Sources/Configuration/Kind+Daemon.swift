import Provisioning

extension Kind where Value == [String: JSONValue] {
  /// Any keys of daemon.json, but for those that would take the engine's port away.
  static let daemon = Kind(
    read: { node throws(Complaint) in
      guard case .table(let entries) = node else { throw .expected("a table of keys of daemon.json", node) }
      if entries.contains(where: { $0.key == "hosts" }) {
        throw Complaint("is not for daemon.json: the engine listens by a socket unit, on engine.port", at: ["hosts"])
      }
      return try object(entries, depth: 1)
    },
    write: { $0.isEmpty ? nil : JSONValue.object($0).literal })
}

/// How deep the values of daemon.json may lie in each other: deeper than any that the engine knows.
private let mostLevels = 8

private func object(_ entries: [Entry], depth: Int) throws(Complaint) -> [String: JSONValue] {
  var object: [String: JSONValue] = [:]
  for entry in entries {
    do {
      object[entry.key] = try value(entry.value, depth: depth)
    } catch {
      throw Complaint(error.reason, at: [entry.key] + error.path)
    }
  }
  return object
}

private func value(_ node: Node, depth: Int) throws(Complaint) -> JSONValue {
  guard depth <= mostLevels else { throw Complaint("nested too deeply (at most \(mostLevels) levels)") }
  switch node {
  case .string(let text): return .string(text)
  case .integer(let number): return .int(number)
  case .boolean(let truth): return .bool(truth)
  case .float(let number) where number.isFinite: return .double(number)
  case .float, .other: throw .expected("a value that JSON has", node)
  case .table(let entries): return .object(try object(entries, depth: depth + 1))
  case .array(let nodes):
    var values: [JSONValue] = []
    for node in nodes { values.append(try value(node, depth: depth + 1)) }
    return .array(values)
  }
}

extension JSONValue {
  /// A literal of TOML; what is null is left out.
  fileprivate var literal: String {
    switch self {
    case .null: "\"\""
    case .bool(let truth): "\(truth)"
    case .int(let number): "\(number)"
    case .double(let number): "\(number)"
    case .string(let text): Configuration.literal(text)
    case .array(let values): "[\(values.map(\.literal).joined(separator: ", "))]"
    case .object(let members): members.isEmpty ? "{}" : "{ \(Self.pairs(members).joined(separator: ", ")) }"
    }
  }

  private static func pairs(_ members: [String: JSONValue]) -> [String] {
    members.filter { $0.value != .null }.sorted { $0.key < $1.key }
      .map { "\(keyLiteral($0.key)) = \($0.value.literal)" }
  }
}
