import Testing

@testable import DockhostCommands

@Suite struct Text {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한", 2), ("ｆ", 2), ("🐳", 2), ("…", 1),
    ("a\u{200B}b", 2),
  ])
  func `knows how wide characters are`(text: String, width: Int) {
    #expect(columns(of: text) == width)
  }

  @Test func `wraps between words, and within those that are too long`() {
    #expect(wrap("one two three", to: nil) == ["one two three"])
    #expect(wrap("one two three", to: 13) == ["one two three"])
    #expect(wrap("one two three", to: 12) == ["one two", "three"])
    #expect(wrap("a abcdefgh b", to: 5) == ["a", "abcde", "fgh b"])
    #expect(wrap("日本日本", to: 5) == ["日本", "日本"])
    #expect(wrap("日本", to: 1) == ["日", "本"])
  }

  @Test(arguments: 1...40) func `wraps to no more than the width`(width: Int) {
    let text = "Docker Engine on 'docker-host' hangs: it takes connections and does not answer."
    let lines = wrap(text, to: width)
    #expect(lines.allSatisfy { columns(of: $0) <= width })
    #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
  }

  @Test func `cuts a line where it is too long and says so`() {
    let line = Line("abc", .bad) + Line("日本")
    #expect(line.cut(to: 7) == line)
    #expect(line.cut(to: 6).text(colours: false) == "abc日…")
    #expect(line.cut(to: 5).text(colours: false) == "abc…")
    #expect(line.cut(to: 2).text(colours: true) == "\u{1B}[31ma\u{1B}[0m…")
  }

  @Test(arguments: [
    (Duration.milliseconds(5), "5 ms"), (.milliseconds(999), "999 ms"), (.seconds(1), "1 s"), (.seconds(59), "59 s"),
    (.seconds(60), "1 min"), (.seconds(3599), "59 min"), (.seconds(3600), "1 h"), (.seconds(86400), "1 d"),
    (.zero, "0 s"), (.seconds(-5), "0 s"),
  ])
  func `says durations in one unit`(duration: Duration, text: String) {
    #expect(words(for: duration) == text)
  }

  @Test func `reads times with and without fractions, and no others`() {
    #expect(age(of: "2026-07-02T11:00:00Z", at: noon) == "1 h")
    #expect(age(of: "2026-07-02T11:59:58.500Z", at: noon) == "1 s")
    #expect(age(of: "2026-07-02T12:00:30Z", at: noon) == "0 s")
    #expect(age(of: "yesterday", at: noon) == nil)
  }

  @Test(arguments: [
    (Int64(0), "0 B"), (1023, "1023 B"), (1024, "1 KiB"), (4 << 30, "4 GiB"), (43_486_543_872, "40.5 GiB"),
    (5 << 40, "5 TiB"), (Int64.max, "8388607.9 TiB"),
  ])
  func `says sizes in one unit`(bytes: Int64, text: String) {
    #expect(words(forBytes: bytes) == text)
  }

  @Test(arguments: [
    ("500ms", Duration.milliseconds(500)), ("30s", .seconds(30)), ("5m", .seconds(300)), ("2h", .seconds(7200)),
    ("7", .seconds(7)), ("0", .zero),
  ])
  func `reads durations`(text: String, duration: Duration) {
    #expect(TimeLimit(argument: text)?.duration == duration)
  }

  @Test(arguments: ["", "s", "-1s", "1.5s", "1 s", "5M", "1d", "٣s", "99999999999h", "9999999999999999999999s", "1s1"])
  func `refuses what is no duration`(text: String) {
    #expect(TimeLimit(argument: text) == nil)
  }
}
