/// The line on which each key of a TOML document stands, since the parser tells lines of mistakes in the syntax only.
///
/// It reads keys and skips values, by the grammar of TOML 1.0 as far as it needs to. It also guards the parser, whose
/// assertions end the process: what lies behind the first statement that is not understood here is not shown to it.
struct KeyLines {
  /// How many parts a key may have, and how deep arrays and inline tables may lie in each other. The parser's trees
  /// are walked recursively, so that a hostile file could use up the stack.
  static let maximalDepth = 16

  /// Where the reading stopped before the end.
  struct Stop: Equatable {
    let failure: KeyScanFailure
    let line: Int
    /// What stands before the statement that was not understood.
    let understood: Substring
  }

  /// Nil for a text that was understood as a whole.
  let stop: Stop?
  private let lines: [[String]: Int]

  /// Reads `text`, whether it is valid or not.
  init(_ text: String) {
    var scanner = KeyScanner(text)
    stop = scanner.readDocument().map { failure in
      let start = text.utf8.index(text.startIndex, offsetBy: scanner.statement)
      return Stop(failure: failure, line: scanner.line, understood: text[..<start])
    }
    lines = scanner.lines
  }

  /// Where the key at `path` stands first; nil where that is not certain.
  subscript(path: [String]) -> Int? {
    lines[path]
  }
}

/// What stops `KeyScanner` in a statement.
enum KeyScanFailure: Error {
  case header
  case key
  case value
  case string
  case tooDeep
}
