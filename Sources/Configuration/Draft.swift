/// A configuration file's text, and the ways in which a key can be set in it.
struct Draft {
  private let bytes: [UInt8]
  private let statements: [Statement]
  private let lineEnd: String
  /// Behind a byte order mark.
  private let origin: Int

  init(_ text: String) {
    bytes = Array(text.utf8)
    statements = Configuration.statements(of: text)
    origin = bytes.starts(with: "\u{FEFF}".utf8) ? 3 : 0
    // What stands before the first line's end tells.
    let firstLine = bytes.prefix { $0 != UInt8(ascii: "\n") }
    lineEnd = firstLine.count < bytes.count && firstLine.last == UInt8(ascii: "\r") ? "\r\n" : "\n"
  }

  /// Texts in which the key at `path` is set, the best first; some of them may be wrong.
  func candidates(setting path: [String], to literal: String) -> [String] {
    if let found = statements.first(where: { $0.path == path }) { return replacing(found, literal) }
    let key = { (table: [String]) in
      "\(path.dropFirst(table.count).map(keyLiteral).joined(separator: ".")) = \(literal)"
    }
    let parents = (0..<path.count).reversed().map { Array(path.prefix($0)) }
    return parents.flatMap { intoInlineTable($0, key($0)) }
      + parents.prefix(1).flatMap { intoSection($0, of: path, key($0)) }
      + asNewTable(path, literal)
      + parents.dropFirst().flatMap { intoSection($0, of: path, key($0)) }
      + [Array(path.dropLast()), Array(path.prefix(2))].map { addingTable($0, after: nil, lines: [key($0)]) }
  }

  /// Where something about `path` or a table that holds it stands first.
  func line(of path: [String]) -> Int? {
    let prefixes = (1...path.count).reversed().map { Array(path.prefix($0)) }
    return prefixes.lazy.compactMap { prefix in statements.first { $0.path.starts(with: prefix) }?.line }.first
  }

  /// The text with a new table, behind a statement, or at the end where there is none.
  func addingTable(_ table: [String], after statement: Statement?, lines: [String]) -> String {
    let header = "[\(table.map(keyLiteral).joined(separator: "."))]"
    let place = statement.map { endOfLine(after: $0.bytes.upperBound) } ?? bytes.count
    let isFirst = bytes[origin..<place].allSatisfy { " \t\r\n".utf8.contains($0) }
    // What follows keeps the empty line before it.
    return inserting((isFirst ? [] : [""]) + [header] + lines, at: place)
  }

  /// The text with a new line of the root's table: behind its last one, or before everything but comments at the top.
  func addingFirst(_ line: String) -> String {
    let root = statements.prefix { $0.kind.isAssignment }.last { !$0.kind.isInline }
    if let root { return inserting([line], at: endOfLine(after: root.bytes.upperBound)) }
    guard let first = statements.first else { return inserting([line], at: bytes.count) }
    return inserting([line, ""], at: startOfParagraph(before: first.bytes.lowerBound))
  }
}

extension Draft {
  private func replacing(_ statement: Statement, _ literal: String) -> [String] {
    guard case .assignment(let value, _, hasComments: false) = statement.kind else { return [] }
    return [text(replacing: value, by: literal)]
  }

  /// Behind the last member of an inline table.
  private func intoInlineTable(_ table: [String], _ line: String) -> [String] {
    guard case .assignment(let value, _, _)? = statements.first(where: { $0.path == table })?.kind,
      bytes[value].first == UInt8(ascii: "{")
    else { return [] }
    let members = statements.filter { $0.bytes.lowerBound > value.lowerBound && $0.bytes.upperBound < value.upperBound }
    guard let last = members.map(\.bytes.upperBound).max() else { return [text(replacing: value, by: "{ \(line) }")] }
    return [text(replacing: last..<last, by: ", \(line)")]
  }

  /// A table for the key right behind that of its host.
  private func asNewTable(_ path: [String], _ literal: String) -> [String] {
    let table = Array(path.dropLast())
    guard table.count > 2,
      let header = statements.firstIndex(where: { $0.kind == .header && $0.path == Array(path.prefix(2)) })
    else { return [] }
    let last = section(at: header).last ?? statements[header]
    return [addingTable(table, after: last, lines: ["\(keyLiteral(path[path.count - 1])) = \(literal)"])]
  }

  /// Behind the last line of the section of `table`, which says something of `path`'s host.
  private func intoSection(_ table: [String], of path: [String], _ line: String) -> [String] {
    let header = statements.firstIndex { $0.kind == .header && $0.path == table }
    guard header != nil || table.isEmpty else { return [] }
    let section = section(at: header ?? -1)
    let own = table.count > 1 ? section : section.filter { $0.path.starts(with: path.prefix(2)) }
    guard let last = own.last ?? (table.count > 1 ? header.map { statements[$0] } : nil) else { return [] }
    let place = endOfLine(after: last.bytes.upperBound)
    return [inserting([indentation(of: last) + line], at: place)]
  }

  /// The assignments of a header, without those in inline tables; -1 stands for the root.
  private func section(at header: Int) -> [Statement] {
    statements[(header + 1)...].prefix { $0.kind.isAssignment }.filter { !$0.kind.isInline }
  }
}

extension Draft {
  private func text(replacing range: Range<Int>, by replacement: String) -> String {
    String(decoding: bytes[..<range.lowerBound] + replacement.utf8 + bytes[range.upperBound...], as: UTF8.self)
  }

  /// Lines at the start of a line, or at the end of a text whose last line may have no end.
  private func inserting(_ lines: [String], at place: Int) -> String {
    let isOpen = place > origin && bytes[place - 1] != UInt8(ascii: "\n")
    let text = (isOpen ? lineEnd : "") + lines.map { $0 + lineEnd }.joined()
    return self.text(replacing: place..<place, by: text)
  }

  /// Where the next line starts.
  private func endOfLine(after place: Int) -> Int {
    bytes[place...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
  }

  private func startOfLine(of place: Int) -> Int {
    bytes[..<place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? origin
  }

  /// Where the comments begin that stand right above a line.
  private func startOfParagraph(before place: Int) -> Int {
    var start = startOfLine(of: place)
    while start > origin {
      let above = startOfLine(of: start - 1)
      guard bytes[above..<start].contains(UInt8(ascii: "#")) else { break }
      start = above
    }
    return start
  }

  private func indentation(of statement: Statement) -> String {
    let blanks = bytes[startOfLine(of: statement.bytes.lowerBound)..<statement.bytes.lowerBound]
    return blanks.allSatisfy { " \t".utf8.contains($0) } ? String(decoding: blanks, as: UTF8.self) : ""
  }
}

extension Statement.Kind {
  fileprivate var isAssignment: Bool {
    if case .assignment = self { true } else { false }
  }

  fileprivate var isInline: Bool {
    if case .assignment(_, isInline: true, _) = self { true } else { false }
  }
}
