/// A line of text in pieces of different roles.
struct Line: Equatable {
  struct Piece: Equatable {
    var text: String
    var role: Role
  }

  private(set) var pieces: [Piece]

  init(_ text: String = "", _ role: Role = .plain) {
    pieces = text.isEmpty ? [] : [Piece(text: printable(text), role: role)]
  }

  /// Columns on a terminal.
  var width: Int { pieces.reduce(0) { $0 + columns(of: $1.text) } }

  static func + (left: Line, right: Line) -> Line {
    var line = left
    line.pieces += right.pieces
    return line
  }

  static func += (left: inout Line, right: Line) {
    left = left + right
  }

  /// Filled up with spaces to at least `width` columns.
  func padded(to width: Int) -> Line {
    self + Line(String(repeating: " ", count: max(0, width - self.width)))
  }

  /// At most `limit` columns, with an ellipsis for what does not fit.
  func cut(to limit: Int) -> Line {
    guard width > limit else { return self }
    var (line, room) = (Line(), limit - 1)
    for piece in pieces {
      var text = ""
      for character in piece.text where room >= 0 {
        room -= columns(of: character)
        if room >= 0 { text.append(character) }
      }
      line += Line(text, piece.role)
    }
    return line + Line("…")
  }

  /// The text, with escape sequences where colours are wanted, and without spaces at its end.
  func text(colours: Bool) -> String {
    let whole = pieces.map(\.text).joined()
    guard colours else { return String(whole.prefix(upTo: whole.endOfText)) }
    return pieces.map { piece in
      piece.role.code.map { "\u{1B}[\($0)m\(piece.text)\u{1B}[0m" } ?? piece.text
    }.joined()
  }
}

extension String {
  fileprivate var endOfText: String.Index {
    lastIndex { $0 != " " }.map(index(after:)) ?? startIndex
  }
}

extension [Line] {
  /// All in one line.
  func joined(by separator: String) -> Line {
    dropFirst().reduce(first ?? Line()) { $0 + Line(separator) + $1 }
  }
}
