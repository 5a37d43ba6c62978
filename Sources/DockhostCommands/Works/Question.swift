import Glibc

/// Something that is not done before the user agreed.
struct Question: Equatable, Sendable {
  /// By which the answer is passed on.
  let key: String
  let text: String
  /// What the answer means, a line each.
  let details: [String]

  /// Whether `--yes` answers it: not where what is lost was not asked for by the command's own words.
  var isCoveredByYes: Bool { key != "cut-power" }
}

extension Question {
  /// Asks on the terminal, and takes what is no yes for a no.
  func ask(on console: Console) -> Bool {
    say(on: console)
    try? console.errors.write("Go on? [y/N] ")
    let answer = readLine(from: console.input)
    return answer.map { ["y", "yes"].contains($0.lowercased()) } ?? false
  }

  /// Says that `--yes` answers it.
  func agree(on console: Console) {
    say(on: console)
    console.note("yes, as --yes says")
  }

  private func say(on console: Console) {
    let width = console.errors.style.width
    let lines =
      wrap(text, to: width).map { Line($0, .heading) }
      + details.flatMap { wrap($0, to: width.map { max(20, $0 - 2) }) }.map { Line("  \($0)") }
    try? console.errors.write(lines)
  }
}

/// Nil at the end of what comes.
private func readLine(from descriptor: Int32) -> String? {
  var bytes: [UInt8] = []
  var byte: UInt8 = 0
  while bytes.count < 100 {
    let count = read(descriptor, &byte, 1)
    if count < 0, errno == EINTR { continue }
    guard count == 1 else { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
    if byte == UInt8(ascii: "\n") { break }
    bytes.append(byte)
  }
  return String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
}
