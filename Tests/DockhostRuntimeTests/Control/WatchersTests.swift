import DockhostInterface
import Testing
import Varlink

@testable import DockhostRuntime

@Suite(.timeLimit(.minutes(1))) struct WatchersTests {
  private let more = #","more":true"#

  /// Everyone who monitors watches these hosts.
  private func watched(_ world: ControlWorld, _ hosts: [Host]) -> Watchers {
    let watchers = Watchers()
    world.supervisor.script = { request, caller in
      guard case .monitor(let name) = request else { return caller.reply(StatusReply(hosts: hosts)) }
      watchers.add(caller, host: name, hosts: hosts.filter { name == nil || $0.name == name })
    }
    return watchers
  }

  private func news(_ client: ControlClient) async throws -> MonitorReply {
    let reply = try #require(await client.receive())
    #expect(try decodeReply(reply).continues)
    return try decodeParameters(MonitorReply.self, from: reply)
  }

  @Test func `are told everything first, then what changed, with the next number`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    let watchers = watched(world, [host("a"), host("b")])
    let (all, one) = (try world.client(), try world.client())
    try await all.send(call(.monitor, flags: more))
    try await one.send(call(.monitor, #"{"host":"b"}"#, flags: more))
    #expect(try await news(all) == MonitorReply(sequence: 1, hosts: [host("a"), host("b")]))
    #expect(try await news(one) == MonitorReply(sequence: 1, hosts: [host("b")]))
    watchers.tell([host("a", phase: .suspect)])
    watchers.tell([host("a", phase: .recovering), host("b", phase: .suspect)])
    #expect(try await news(all) == MonitorReply(sequence: 2, hosts: [host("a", phase: .suspect)]))
    #expect(
      try await news(all)
        == MonitorReply(sequence: 3, hosts: [host("a", phase: .recovering), host("b", phase: .suspect)]))
    #expect(try await news(one) == MonitorReply(sequence: 2, hosts: [host("b", phase: .suspect)]))
  }

  @Test func `are told which hosts are there no more, and left where that is all they watch`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    let watchers = watched(world, [host("a"), host("b")])
    let clients = [try world.client(), try world.client(), try world.client()]
    let (all, stays, goes) = (clients[0], clients[1], clients[2])
    try await all.send(call(.monitor, flags: more))
    try await stays.send(call(.monitor, #"{"host":"a"}"#, flags: more))
    try await goes.send(call(.monitor, #"{"host":"b"}"#, flags: more))
    for client in clients { #expect(try await news(client).sequence == 1) }
    watchers.end(hosts: ["b"])
    watchers.end(hosts: [])
    #expect(
      try await goes.receiveText() == #"{"error":"org.dockhost.Supervisor.NoSuchHost","parameters":{"host":"b"}}"#)
    watchers.tell([host("a", phase: .suspect)])
    #expect(try await news(all) == MonitorReply(sequence: 2, hosts: [], gone: ["b"]))
    #expect(try await news(all) == MonitorReply(sequence: 3, hosts: [host("a", phase: .suspect)]))
    #expect(try await news(stays) == MonitorReply(sequence: 2, hosts: [host("a", phase: .suspect)]))
  }

  @Test func `are forgotten when they hang up`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    let watchers = watched(world, [host("a")])
    let client = try world.client()
    try await client.send(call(.monitor, flags: more))
    let caller = await world.supervisor.arrivals.next().caller
    #expect(!watchers.isEmpty)
    let partings = Occurrences<Void>()
    let forget = try #require(caller.onGone)
    caller.onGone = {
      forget()
      partings.add(())
    }
    await client.close()
    await partings.next()
    #expect(watchers.isEmpty)
  }

  @Test func `are dropped when they do not read, and nobody else is`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    let watchers = watched(world, [host("a")])
    let (deaf, attentive) = (try world.client(), try world.client())
    try await deaf.send(call(.monitor, flags: more))
    let caller = await world.supervisor.arrivals.next().caller
    try await attentive.send(call(.monitor, flags: more))
    _ = await world.supervisor.arrivals.next()
    #expect(try await news(attentive).sequence == 1)
    let forget = try #require(caller.onGone)
    var isGone = false
    caller.onGone = {
      forget()
      isGone = true
    }
    var told = 0
    while !isGone, told < 200 {
      told += 1
      watchers.tell([host("a", conditions: [condition(bytes: 64 << 10), condition(bytes: told)])])
      #expect(try await news(attentive).sequence == told + 1)
    }
    // What the kernel keeps for the socket comes on top of the 1 MiB.
    #expect(isGone && told > 16 && told < 64)
    let got = try await deaf.receiveAll()
    #expect(got.count < told)
    watchers.tell([host("a")])
    #expect(try await news(attentive).sequence == told + 2)
  }

  @Test func `are served by the thousand`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    let watchers = watched(world, [host("a"), host("b")])
    let clients = try (0..<1000).map { _ in try world.client() }
    for client in clients { try await client.send(call(.monitor, flags: more)) }
    for client in clients { #expect(try await news(client).hosts.count == 2) }
    for round in 0..<3 {
      watchers.tell([host("a", conditions: [condition(bytes: round)])])
      for client in clients { #expect(try await news(client).sequence == round + 2) }
    }
    #expect(try await world.client().ask(call(.getStatus)) != nil)
  }

  @Test func `get the same bytes as from a plain encoder`() {
    let encoder = ReplyEncoder()
    let hosts = [host("a"), host("\"b\u{1}é/"), host("a", phase: .suspect)]
    for hosts in [[], hosts, Array(hosts.reversed()), hosts] {
      let status = StatusReply(hosts: hosts)
      #expect(encoder.encode(status) == encodeReply(parameters: status))
      for gone in [nil, [], ["a", "\"b\u{1}é/"]] {
        let news = MonitorReply(sequence: 7, hosts: hosts, gone: gone)
        #expect(encoder.encode(news, continues: true) == encodeReply(parameters: news, continues: true))
      }
    }
  }
}
