/// Columns that text takes on a terminal.
func columns(of text: String) -> Int {
  text.utf8.allSatisfy { $0 < 0x80 } ? text.utf8.count : text.reduce(0) { $0 + columns(of: $1) }
}

/// Columns that one character takes on a terminal: none, one or two.
func columns(of character: Character) -> Int {
  guard let scalar = character.unicodeScalars.first else { return 0 }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format, .control: return 0
  default: return scalar.properties.isEmojiPresentation || isWide(scalar.value) ? 2 : 1
  }
}

/// The blocks of East Asian Width "W" and "F" (Unicode Standard Annex 11), emoji apart.
private func isWide(_ value: UInt32) -> Bool {
  switch value {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
    0x17000...0x18CFF, 0x1B000...0x1B2FB, 0x20000...0x3FFFD:
    true
  default: false
  }
}

/// The text without anything that a terminal would obey: what a program in a guest wrote may stand in a message.
func printable(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isCommand) else { return text }
  return String(String.UnicodeScalarView(text.unicodeScalars.map { isCommand($0) ? "\u{FFFD}" : $0 }))
}

/// Control characters, and those that turn the direction of writing.
private func isCommand(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.generalCategory == .control || scalar.properties.isBidiControl
}

/// Breaks text into lines of at most `width` columns, between words where it can; nil leaves one line of any length.
func wrap(_ text: String, to width: Int?) -> [String] {
  guard let width, columns(of: text) > width else { return [text] }
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ").flatMap({ pieces(of: $0, width: max(1, width)) }) {
    if !line.isEmpty, columns(of: line) + 1 + columns(of: word) > width {
      lines.append(line)
      line = ""
    }
    line += (line.isEmpty ? "" : " ") + word
  }
  return lines + [line]
}

/// A word, in pieces where it is longer than a line.
private func pieces(of word: Substring, width: Int) -> [String] {
  var pieces = [""]
  var room = width
  for character in word {
    if columns(of: character) > room, pieces[pieces.count - 1].isEmpty == false {
      pieces.append("")
      room = width
    }
    pieces[pieces.count - 1].append(character)
    room -= columns(of: character)
  }
  return pieces
}
