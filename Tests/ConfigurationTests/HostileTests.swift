import Configuration
import Supervision
import Testing

@Suite struct HostileFiles {
  @Test func `takes no file of more than a mebibyte`() {
    let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: longestSettings)
    #expect(throws: Never.self) { try readSettings(bytes, file: "f") }
    #expect {
      try readSettings(bytes + bytes, file: "f")
    } throws: { error in
      "\(error)" == "f: the file has 2097152 bytes (at most 1048576)"
    }
  }

  @Test(arguments: [[0xFF], [0x61, 0xC3], [0xED, 0xA0, 0x80]] as [[UInt8]])
  func `takes no file that is not text`(bytes: [UInt8]) {
    #expect {
      try readSettings(bytes, file: "f")
    } throws: { error in
      "\(error)" == "f: the file is not text in UTF-8"
    }
  }

  @Test(arguments: [
    "a = \"\0\"", "multipass.command = \"a\\u0000b\"", "multipass.command = \"a\\U00000000b\"", "[host.\"a\\u0000\"]",
  ])
  func `takes no NUL, nor the escape for one`(text: String) {
    #expect(complaint(about: "\n" + text) == "config.toml:2: NUL is not allowed")
  }

  @Test func `takes no more than a thousand hosts`() {
    let text = (0..<1001).map { "[host.h\($0)]\n" }.joined()
    #expect(complaint(about: text) == "config.toml:1: host: 1001 hosts are too many (at most 1000)")
  }

  @Test func `tells of one of a hundred thousand faults`() {
    let text = (0..<100_000).map { "k\($0)=1\n" }.joined()
    #expect(complaint(about: text) == "config.toml:1: k0: unknown key")
  }

  @Test func `shows no more of a value than a line takes, and no control characters`() {
    let long = String(repeating: "x", count: 100_000)
    #expect(complaint(about: "[host.a]\ndesired = \"\\u001b[31m\(long)\"").utf8.count < 200)
    #expect(!complaint(about: "[host.a]\ndesired = \"\\u001b[31m\"").contains("\u{1B}"))
    #expect(complaint(about: "\(long) = 1").utf8.count < 200)
    #expect(!complaint(about: "\"\\u001b\" = 1").contains("\u{1B}"))
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `survives any damage to a valid file`(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var bytes = Array(renderSettings(.random(using: &random)).utf8)
    let marks = Array("[]{}}\u{2028}\u{A0}\"'\\.=,#\n\0\u{FE}".utf8)
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      let place = Int.random(in: bytes.indices, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[place] = marks.randomElement(using: &random) ?? 0
      case 1: bytes.insert(marks.randomElement(using: &random) ?? 0, at: place)
      case 2: bytes.removeSubrange(place..<min(place + 20, bytes.count - 1))
      default: bytes.insert(contentsOf: bytes[place...].prefix(40), at: place)
      }
    }
    do throws(SettingsError) {
      let settings = try readSettings(bytes, file: "f")
      #expect(!settings.hosts.isEmpty, "seed \(seed)")
    } catch {
      #expect(!error.message.isEmpty && !error.message.contains("\n"), "seed \(seed): \(error)")
    }
  }
}
