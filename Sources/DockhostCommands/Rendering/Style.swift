/// How text for people looks.
package struct Style: Equatable, Sendable {
  /// Columns to wrap at; nil for lines of any length.
  package var width: Int?
  package var colours: Bool

  package init(width: Int?, colours: Bool) {
    self.width = width
    self.colours = colours
  }
}

/// What a piece of text is, which decides its colour.
enum Role {
  case plain
  case heading
  case faint
  case good
  case busy
  case caution
  case bad

  /// The parameters of SGR (ECMA-48, 8.3.117); nil for none.
  var code: String? {
    switch self {
    case .plain: nil
    case .heading: "1"
    case .faint: "2"
    case .good: "32"
    case .busy: "36"
    case .caution: "33"
    case .bad: "31"
    }
  }
}
