import DockhostInterface
import Supervision
import Testing
import Varlink

@testable import DockhostRuntime

/// Clients that send anything in any pieces, and what the socket must answer them all the same.
@Suite(.timeLimit(.minutes(2))) struct RandomClients {
  @Test(arguments: 0..<8)
  func `get the answers to their calls, in order, up to what is no call`(round: Int) async throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    let world = try ControlWorld()
    defer { world.end() }
    world.supervisor.script = { request, caller in
      switch request {
      case .getStatus(let name): caller.fail(.noSuchHost(host: name ?? "none"))
      case .act: caller.reply(ActionReply(host: host("a")))
      case .monitor: caller.fail(.noSuchHost(host: "watched"))
      case .getSettings: caller.reply(SettingsReply(toml: ""))
      case .reload: caller.reply(ReloadReply(changed: []))
      case .work: caller.reply(WorkReply())
      case .getAccess: caller.reply(AccessReply(arguments: [], quotes: false))
      }
    }
    var random = SplitMix(seed: seed)
    for number in 0..<20 {
      let conversation = Conversation(using: &random)
      let client = try world.client()
      let writer = try await client.twin()
      let pieces = conversation.pieces(using: &random)
      let writing = Task {
        for piece in pieces { try await writer.send(piece) }
        await writer.finishSending()
      }
      let replies = try await client.receiveAll()
      try await writing.value
      #expect(replies.map(kind(of:)) == conversation.expected, "seed \(seed), client \(number)")
    }
    #expect(try await world.client().ask(call(.getStatus)) != nil, "seed \(seed)")
    #expect(world.server.held < 1 << 16, "seed \(seed)")
  }

  @Test func `cannot break anything by hanging up at any time`() async throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    let world = try ControlWorld()
    defer { world.end() }
    var random = SplitMix(seed: seed)
    var waiting: [Caller] = []
    var (begun, gone) = (0, 0)
    world.supervisor.script = { request, caller in
      if case .getSettings = request { return caller.reply(SettingsReply(toml: "")) }
      begun += 1
      caller.onGone = { gone += 1 }
      waiting.append(caller)
    }
    let steady = try world.client()
    for _ in 0..<200 {
      let client = try world.client()
      try await client.send(Conversation(using: &random).pieces(using: &random).first ?? [])
      if Bool.random(using: &random) { await client.finishSending() }
      #expect(try await steady.ask(call(.getSettings)) == #"{"parameters":{"toml":""}}"#, "seed \(seed)")
      if Bool.random(using: &random), let caller = waiting.randomElement(using: &random) {
        caller.reply(ActionReply(host: host("a")), continues: Bool.random(using: &random))
      }
      await client.close()
    }
    world.server.close()
    #expect(gone <= begun, "seed \(seed)")
    #expect(world.server.held == 0, "seed \(seed)")
  }

  /// A reply in one word: its error's, or that it is none.
  private func kind(of reply: String) -> String {
    guard let head = try? decodeReply(Array(reply.utf8)) else { return "not a reply" }
    return head.error?.split(separator: ".").last.map(String.init) ?? "done"
  }
}

/// Some calls, and the kinds of their replies.
nonisolated private struct Conversation {
  private(set) var bytes: [UInt8] = []
  private(set) var expected: [String] = []

  private static let calls: [(text: String, reply: String?)] = [
    (call(.getStatus), "NoSuchHost"), (call(.getStatus, #"{"host":"\u00e9"}"#), "NoSuchHost"),
    (call(.start), "done"), (call(.start, "null"), "done"), (call(.stop, "{}", flags: #","oneway":true"#), nil),
    (call(.start, #"{"host":[[[[]]]]}"#), "InvalidParameter"), (call(.restart), "InvalidParameter"),
    (call(.reload, #"{"x":null}"#), "InvalidParameter"), (call(.monitor), "ExpectedMore"),
    (call(.monitor, flags: #","more":true"#), "NoSuchHost"),
    (call(.reload, flags: #","upgrade":true"#), "MethodNotImplemented"),
    (#"{"method":"org.varlink.service.GetInfo","oneway":null}"#, "done"),
    (#"{"method":"org.varlink.service.Fly"}"#, "MethodNotFound"), (#"{"method":"a.b"}"#, "InterfaceNotFound"),
    ("  \n" + call(.getSettings) + "\t", "done"), (#"{"method":"a.b","oneway":true}"#, nil),
  ]

  /// Up to 60 calls, sometimes followed by random bytes that are none, and more calls which nobody hears.
  init(using random: inout SplitMix) {
    for _ in 0..<Int.random(in: 0...60, using: &random) { add(expecting: true, using: &random) }
    guard Bool.random(using: &random) else { return }
    bytes += (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 1...255, using: &random) } + [0]
    for _ in 0..<Int.random(in: 0...5, using: &random) { add(expecting: false, using: &random) }
  }

  private mutating func add(expecting: Bool, using random: inout SplitMix) {
    guard let (text, reply) = Self.calls.randomElement(using: &random) else { return }
    bytes += Array(text.utf8) + [0]
    if expecting, let reply { expected.append(reply) }
  }

  func pieces(using random: inout SplitMix) -> [[UInt8]] {
    var (pieces, rest): ([[UInt8]], ArraySlice<UInt8>) = ([], bytes[...])
    while !rest.isEmpty {
      let count = Int.random(in: 1...min(rest.count, 400), using: &random)
      pieces.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    return pieces
  }
}
