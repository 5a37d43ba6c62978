/// What is wrong with an interface's text, and where.
package struct InterfaceSyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
  /// From 1.
  package var line: Int
  package var message: String

  package var description: String { "line \(line): \(message)" }
}

extension InterfaceDescription {
  /// Reads an interface's text (https://varlink.org/Interface-Definition).
  ///
  /// - Throws: the first thing that does not fit the grammar, a name that is taken, or one that names no type.
  package init(text: String) throws(InterfaceSyntaxError) {
    var parser = InterfaceParser(text)
    self = try parser.interface()
  }
}

/// Reads an interface's text, one token ahead.
private struct InterfaceParser {
  /// More levels than any interface has, fewer than a stack holds.
  private static let deepest = 64

  private var scanner: InterfaceScanner
  private var token: InterfaceToken
  private var depth = 0

  init(_ text: String) {
    scanner = InterfaceScanner(text)
    token = scanner.next()
  }

  mutating func interface() throws(InterfaceSyntaxError) -> InterfaceDescription {
    try expect(.word("interface"))
    var description = InterfaceDescription(name: try name("an interface's name", where: isInterfaceName))
    while token != .end { try member(of: &description) }
    try checkReferences(of: description)
    return description
  }

  private mutating func member(of description: inout InterfaceDescription) throws(InterfaceSyntaxError) {
    let keyword = token
    guard [.word("type"), .word("method"), .word("error")].contains(keyword) else {
      throw unexpected("'type', 'method' or 'error'")
    }
    advance()
    let name = try name("a name that begins with a capital", where: isMemberName)
    let taken =
      description.types[name] != nil || description.methods[name] != nil || description.errors[name] != nil
    guard !taken else { throw error("'\(name)' is there twice") }
    switch keyword {
    case .word("type"): description.types[name] = try structureOrEnumeration()
    case .word("method"): description.methods[name] = try method()
    default: description.errors[name] = try structure()
    }
  }

  private mutating func method() throws(InterfaceSyntaxError) -> MethodDescription {
    let parameters = try structure()
    try expect(.sign("->"))
    return MethodDescription(parameters: parameters, reply: try structure())
  }

  private mutating func structure() throws(InterfaceSyntaxError) -> [InterfaceField] {
    guard case .structure(let fields) = try structureOrEnumeration() else {
      throw error("expected types for the fields, found an enumeration")
    }
    return fields
  }

  /// Both are names in parentheses; in a structure each has a type.
  private mutating func structureOrEnumeration() throws(InterfaceSyntaxError) -> InterfaceType {
    try expect(.sign("("))
    guard token != .sign(")") else {
      advance()
      return .structure([])
    }
    let first = try name("a field's name", where: isFieldName)
    return token == .sign(":") ? .structure(try fields(after: first)) : .enumeration(try cases(after: first))
  }

  private mutating func fields(after first: String) throws(InterfaceSyntaxError) -> [InterfaceField] {
    var fields: [InterfaceField] = []
    var name = first
    while true {
      guard !fields.contains(where: { $0.name == name }) else { throw error("'\(name)' is there twice") }
      try expect(.sign(":"))
      fields.append(InterfaceField(name, try type()))
      guard try another() else { return fields }
      name = try self.name("a field's name", where: isFieldName)
    }
  }

  private mutating func cases(after first: String) throws(InterfaceSyntaxError) -> [String] {
    var cases = [first]
    while try another() { cases.append(try name("a value's name", where: isFieldName)) }
    return cases
  }

  /// Whether a list goes on after a comma; false after its closing parenthesis.
  private mutating func another() throws(InterfaceSyntaxError) -> Bool {
    if token == .sign(",") {
      advance()
      return true
    }
    try expect(.sign(")"))
    return false
  }

  private mutating func type() throws(InterfaceSyntaxError) -> InterfaceType {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw error("types are nested deeper than \(Self.deepest) levels") }
    switch token {
    case .sign("?"):
      advance()
      guard token != .sign("?") else { throw unexpected("a type") }
      return .optional(try type())
    case .sign("["): return try list()
    case .sign("("): return try structureOrEnumeration()
    case .word, .sign, .end: return try plainType()
    }
  }

  private mutating func list() throws(InterfaceSyntaxError) -> InterfaceType {
    advance()
    let isMap = token == .word("string")
    if isMap { advance() }
    try expect(.sign("]"))
    let element = try type()
    return isMap ? .map(element) : .array(element)
  }

  private mutating func plainType() throws(InterfaceSyntaxError) -> InterfaceType {
    let plain: [String: InterfaceType] = [
      "bool": .bool, "int": .int, "float": .float, "string": .string, "object": .object,
    ]
    if case .word(let word) = token, let type = plain[word] {
      advance()
      return type
    }
    return .named(try name("a type", where: isMemberName))
  }

  private func checkReferences(of description: InterfaceDescription) throws(InterfaceSyntaxError) {
    let methods = description.methods.values.flatMap { $0.parameters + $0.reply }
    let used =
      description.types.values.flatMap(\.references)
      + (methods + description.errors.values.flatMap { $0 }).flatMap(\.type.references)
    if let unknown = used.filter({ description.types[$0] == nil }).min() {
      throw error("there is no type '\(unknown)'")
    }
  }

  private mutating func advance() {
    token = scanner.next()
  }

  private mutating func expect(_ expected: InterfaceToken) throws(InterfaceSyntaxError) {
    guard token == expected else { throw unexpected(expected.quoted) }
    advance()
  }

  private mutating func name(
    _ what: String, where isValid: (String) -> Bool
  ) throws(InterfaceSyntaxError) -> String {
    guard case .word(let word) = token, isValid(word) else { throw unexpected(what) }
    advance()
    return word
  }

  private func unexpected(_ expected: String) -> InterfaceSyntaxError {
    error("expected \(expected), found \(token.quoted)")
  }

  private func error(_ message: String) -> InterfaceSyntaxError {
    InterfaceSyntaxError(line: scanner.line, message: message)
  }
}
