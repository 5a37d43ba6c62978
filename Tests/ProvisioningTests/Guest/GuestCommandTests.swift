import FoundationEssentials
import Provisioning
import Testing

@Suite struct GuestCommands {
  private let verbs = GuestTask.Verb.allCases

  private func describe(_ settings: GuestSettings) throws -> GuestDescription {
    try describeGuest(settings, authorizedKey: nil, avoiding: [])
  }

  @Test func `are one program, the same for everybody`() throws {
    var settings = GuestSettings()
    settings.engine.version = "28.5"
    settings.engine.proxy.http = "http://user:secret@proxy.example.com:3128"
    let (plain, other) = (try describe(GuestSettings()), try describe(settings))
    for verb in verbs {
      let arguments = GuestTask(verb, plain, limit: .seconds(60)).arguments
      #expect(GuestTask(verb, other, limit: .seconds(60)).arguments == arguments)
      #expect(arguments.dropLast(2) == ["sudo", "python3", "-I", "-c"] && arguments.last == verb.rawValue)
    }
  }

  /// An argument of a Linux program ends at 128 KiB (MAX_ARG_STRLEN), and Multipass quotes it for a shell before.
  @Test func `are short, since the program goes in by the standard input`() throws {
    let task = GuestTask(.apply, try describe(GuestSettings()), limit: .seconds(60))
    #expect(task.arguments.joined().utf8.count < 4 << 10)
    #expect(task.input.count > 40 << 10 && task.input.allSatisfy { $0 < 0x80 })
  }

  @Test func `know Docker's key by its fingerprint`() throws {
    let key = try describe(GuestSettings()).repositoryKey
    let lines = key.split(separator: "\n").dropFirst().prefix { !$0.hasPrefix("=") }
    let packet = try #require(Data(base64Encoded: lines.joined()))
    // A version 4 key's fingerprint is the SHA-1 of 0x99, its length and its packet (RFC 4880, 12.2).
    let length = Int(packet[1]) << 8 | Int(packet[2])
    #expect(packet[0] == 0x99)
    let digest = sha1(Array(packet.prefix(3 + length)))
    #expect(digest == "9dc858229fc7dd38854ae2d88d81803c0ebfcd88")
  }
}

@Suite struct GuestLines {
  @Test func `are the program's, or noise`() {
    #expect(
      readGuestLine(#"{"dockhost": "progress", "title": "Installing", "done": 3, "total": 100}"#)
        == .progress(title: "Installing", done: 3, total: 100))
    #expect(
      readGuestLine(#"{"dockhost": "progress", "title": "Waiting", "done": null, "total": null}"#)
        == .progress(title: "Waiting", done: nil, total: nil))
    #expect(readGuestLine(#"{"dockhost": "applied", "changes": ["a"]}"#) == .end(.applied(changes: ["a"])))
    #expect(readGuestLine(#"{"dockhost": "removed", "changes": []}"#) == .end(.removed(changes: [])))
    #expect(
      readGuestLine(#"{"dockhost": "failed", "reason": "r", "hint": "h"}"#) == .end(.failed(reason: "r", hint: "h")))
    let point = VerifiedPoint(name: "dns", works: false, detail: "d")
    #expect(
      readGuestLine(#"{"dockhost": "verified", "points": [{"name": "dns", "works": false, "detail": "d"}]}"#)
        == .end(.verified([point])))
  }

  @Test func `tell an observation`() {
    let line = """
      {"dockhost": "observed", "observation": {"files": {}, "system": "Ubuntu 24.04", "engineVersion": null, \
      "candidateVersion": "5:29", "engineRuns": false, "setup": "handMade", "changes": ["a"], "restartsEngine": true, \
      "liveRestore": true, "containersRunning": 1, "containers": ["c"], "hostKey": null}}
      """
    let observation = GuestObservation(
      system: "Ubuntu 24.04", candidateVersion: "5:29", setup: .handMade, changes: ["a"], restartsEngine: true,
      liveRestore: true, containersRunning: 1, containers: ["c"])
    #expect(readGuestLine(line) == .end(.observed(observation)))
  }

  @Test(arguments: [
    "", "{", "sudo: unable to resolve host", "{}", #"{"dockhost": "other"}"#, #"{"dockhost": "observed"}"#,
  ])
  func `that are none of the program's are noise`(line: String) {
    #expect(readGuestLine(line) == .noise(line))
  }
}

/// FIPS 180-4: the toolchain has none, and a fingerprint is not worth a dependency.
private func sha1(_ message: [UInt8]) -> String {
  var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
  var padded = message + [0x80]
  while padded.count % 64 != 56 { padded.append(0) }
  padded += (0..<8).map { UInt8(truncatingIfNeeded: UInt64(message.count * 8) >> (56 - 8 * UInt64($0))) }
  for block in stride(from: 0, to: padded.count, by: 64) {
    var words = (0..<16).map { word in (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(padded[block + word * 4 + $1]) } }
    for index in 16..<80 {
      let mixed = words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16]
      words.append(mixed << 1 | mixed >> 31)
    }
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for index in 0..<80 {
      let (function, constant): (UInt32, UInt32) =
        switch index / 20 {
        case 0: (b & c | ~b & d, 0x5A82_7999)
        case 1: (b ^ c ^ d, 0x6ED9_EBA1)
        case 2: (b & c | b & d | c & d, 0x8F1B_BCDC)
        default: (b ^ c ^ d, 0xCA62_C1D6)
        }
      let next = (a << 5 | a >> 27) &+ function &+ e &+ constant &+ words[index]
      (e, d, c, b, a) = (d, c, b << 30 | b >> 2, a, next)
    }
    state = zip(state, [a, b, c, d, e]).map { $0 &+ $1 }
  }
  return state.map { word in
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }.joined()
}
