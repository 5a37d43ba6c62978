import Testing

@testable import Configuration

@Suite struct LinesOfKeys {
  @Test(arguments: [
    ("a = 1\nb = 2", ["b"], 2),
    ("[a.b]\n\nc = 1", ["a", "b", "c"], 3),
    ("[a . \"b\" . 'c']\nd = 1", ["a", "b", "c", "d"], 2),
    ("\n[a.b.c]", ["a", "b"], 2),
    ("a.b.c = 1", ["a", "b", "c"], 1),
    ("\na = { b = 1, c = { d = [1, 2] } }", ["a", "c", "d"], 2),
    ("a = [\n1,\n# ]\n\"]\",\n]\nb = 1", ["b"], 6),
    ("a = \"\"\"\nb = 1\n\\\"\"\"\n\"\"\"\nb = 2", ["b"], 5),
    ("a = '''\nb = 1\n\\'''\nb = 2", ["b"], 4),
    ("a = \"x\" # b = 1\r\nb = 1", ["b"], 2),
    ("a = \"\\\"\"\nb = 1", ["b"], 2),
    ("a = \"\"\nb = ''\nc = 1", ["c"], 3),
    ("\u{FEFF}a = 1", ["a"], 1),
    ("a = 1979-05-27\nb = 1", ["b"], 2),
    ("[[a]]\nb = 1\n[[a]]\nb = 2", ["a", "b"], 2),
    ("a = \"\"\"x\"\"\"\"\"\nb = 1", ["b"], 2),
  ])
  func `finds a key`(text: String, path: [String], line: Int) throws {
    _ = try Node.parse(text)
    #expect(KeyLines(text)[path] == line)
  }

  @Test(arguments: [
    ("= 1\nb = 1", 1), ("a 1\nb = 1", 1), ("b = 1\n[a\nb = 1", 2), ("b = 1\na = [1\n\n", 4), ("\n[ =", 2),
    ("[[.a]]", 1),
    ("[\u{A0}a]", 1), ("[]", 1), ("a = \"x\ny = 1\"", 1), ("a = '''\n", 2), ("ä = 1", 1), ("a = {b}", 1), ("a = ]", 1),
    ("a = [}", 1), ("a = 0000-04-04 0 -04E", 1), ("a = 2024-04-05t::", 1),
  ])
  func `stops at what it does not understand, and so does the parser`(text: String, line: Int) throws {
    let stop = try #require(KeyLines(text).stop)
    #expect(stop.line == line)
    #expect(complaint(about: text).contains("invalid TOML: "))
  }

  @Test func `leaves out a key that is written with escapes`() {
    let lines = KeyLines("\"a\\u0062\" = 1\nc = 2")
    #expect(lines[["ab"]] == nil)
    #expect(lines[["c"]] == 2)
  }

  @Test(arguments: [
    "a" + String(repeating: ".a", count: 16) + " = 1",
    "[a" + String(repeating: ". 'a'", count: 100_000) + "]",
    "a = " + String(repeating: "[", count: 100_000),
    "a = " + String(repeating: "{a=", count: 100_000),
    "a = " + String(repeating: "[{a.a=", count: 9),
  ])
  func `stops at what lies too deep`(text: String) {
    #expect(KeyLines("\n" + text).stop?.failure == .tooDeep)
    #expect(complaint(about: "\n" + text) == "config.toml:2: nested too deeply (at most 16 levels)")
  }
}
