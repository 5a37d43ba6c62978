/// A word or a sign of an interface's text.
enum InterfaceToken: Equatable {
  case word(String)
  case sign(String)
  case end

  /// The token as an error quotes it.
  var quoted: String {
    switch self {
    case .word(let text), .sign(let text): "'\(text)'"
    case .end: "the end of the text"
    }
  }
}

/// Cuts an interface's text into words and signs; spaces and comments are left out.
struct InterfaceScanner {
  private var rest: Substring
  /// The line of the token that was read last, from 1.
  private(set) var line = 1

  init(_ text: String) {
    rest = text[...]
  }

  mutating func next() -> InterfaceToken {
    skipSpaces()
    guard let first = rest.first else { return .end }
    if rest.hasPrefix("->") { return .sign(String(take(2))) }
    guard first.isWordStart else { return .sign(String(take(1))) }
    return .word(String(take(rest.prefix(while: \.isWordPart).count)))
  }

  private mutating func skipSpaces() {
    while let first = rest.first {
      if first == "#" {
        rest = rest.drop { !$0.isNewline }
      } else if first.isWhitespace {
        if first.isNewline { line += 1 }
        rest.removeFirst()
      } else {
        return
      }
    }
  }

  private mutating func take(_ count: Int) -> Substring {
    defer { rest.removeFirst(count) }
    return rest.prefix(count)
  }
}

extension Character {
  fileprivate var isWordStart: Bool { isASCII && isLetter }
  /// Dots and hyphens occur in an interface's name only, underscores in a field's.
  fileprivate var isWordPart: Bool { isASCII && (isLetter || isNumber || self == "." || self == "-" || self == "_") }
}
