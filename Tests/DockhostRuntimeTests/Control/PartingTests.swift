import DockhostInterface
import Supervision
import Testing

@testable import DockhostRuntime

@Suite(.timeLimit(.minutes(1))) struct ControlPartings {
  @Test func `tells once that a waiting client has gone`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    let client = try world.client()
    try await client.send(call(.start))
    let arrival = await world.supervisor.arrivals.next()
    let partings = Occurrences<Int>()
    arrival.caller.onGone = { partings.add(arrival.caller.id) }
    await client.close()
    #expect(await partings.next() == arrival.caller.id)
    arrival.caller.reply(ActionReply(host: host("a")))
    arrival.caller.fail(.noSuchHost(host: "a"))
    world.server.close()
    #expect(partings.all.count == 1)
  }

  @Test func `does not tell of a client that goes after its answer`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    let client = try world.client()
    try await client.send(call(.start))
    let arrival = await world.supervisor.arrivals.next()
    let partings = Occurrences<String>()
    arrival.caller.onGone = { partings.add("first") }
    arrival.caller.reply(ActionReply(host: host("a")))
    try await client.send(call(.stop))
    let second = await world.supervisor.arrivals.next()
    second.caller.onGone = { partings.add("second") }
    await client.close()
    #expect(await partings.next() == "second")
    #expect(partings.all == ["second"])
  }

  @Test func `answers a client that has finished sending, then closes`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    let client = try world.client()
    try await client.send(call(.start))
    try await client.send(call(.reload))
    await client.finishSending()
    let start = await world.supervisor.arrivals.next()
    start.caller.reply(ActionReply(host: host("a")))
    let reload = await world.supervisor.arrivals.next()
    reload.caller.reply(ReloadReply(changed: ["b"]))
    let replies = try await client.receiveAll()
    #expect(replies.count == 2)
    #expect(replies.last == #"{"parameters":{"changed":["b"]}}"#)
  }

  @Test func `closes the connection of a client that finished without a call`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    let client = try world.client()
    await client.finishSending()
    #expect(try await client.receiveAll() == [])
    let halfway = try world.client()
    try await halfway.send(Array(#"{"method":"#.utf8))
    await halfway.finishSending()
    #expect(try await halfway.receiveAll() == [])
  }

  @Test func `carries out what was sent without a wish for replies before the client hung up`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    let client = try world.client()
    let oneway = call(.start, flags: #","oneway":true"#) + "\0"
    try await client.send(Array(String(repeating: oneway, count: 500).utf8))
    await client.close()
    for _ in 0..<500 { #expect(await world.supervisor.arrivals.next().request == .act(.start, host: nil)) }
    // Nobody would hear how this one ended.
    let partings = Occurrences<Void>()
    world.supervisor.script = { _, caller in caller.onGone = { partings.add(()) } }
    let other = try world.client()
    try await other.send(Array((call(.stop) + "\0").utf8))
    await other.close()
    await partings.next()
  }

  @Test(arguments: [0, 2 << 20])
  func `notices that a client hangs up from which it reads no more`(flood: Int) async throws {
    let world = try ControlWorld()
    defer { world.end() }
    let partings = Occurrences<Void>()
    world.supervisor.script = { _, caller in caller.onGone = { partings.add(()) } }
    let client = try world.client()
    try await client.send(call(.monitor, flags: #","more":true"#))
    _ = await world.supervisor.arrivals.next()
    let bystander = try world.client()
    if flood > 0 {
      let writer = try await client.twin()
      let calls = Array(String(repeating: call(.reload) + "\0", count: flood / call(.reload).utf8.count).utf8)
      let writing = Task { try await writer.send(calls) }
      while world.server.held < 1 << 20 { try await exchange(bystander) }
      await client.finishSending()
      try await writing.value
      await writer.close()
    } else {
      await client.finishSending()
    }
    for _ in 0..<20 { try await exchange(bystander) }
    #expect(partings.all.isEmpty)
    await client.close()
    await partings.next()
    try await exchange(bystander)
  }

  /// Something that the server answers at once: what it was told before has been seen then.
  private func exchange(_ client: ControlClient) async throws {
    #expect(try await client.ask(#"{"method":"org.varlink.service.GetInfo"}"#) != nil)
  }

  @Test func `closes all connections with the server, and tells who waited`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    let client = try world.client()
    try await client.send(call(.start))
    let arrival = await world.supervisor.arrivals.next()
    var hasGone = false
    arrival.caller.onGone = { hasGone = true }
    world.server.close()
    #expect(hasGone)
    #expect(try await client.receiveAll() == [])
    #expect(throws: ClientFault.self) { try world.client() }
  }

  @Test func `may be closed from within a call`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    world.supervisor.script = { [weak server = world.server] _, caller in
      server?.close()
      caller.reply(ReloadReply(changed: []))
    }
    let client = try world.client()
    try await client.send(call(.reload))
    try await client.send(call(.reload))
    #expect(try await client.receiveAll() == [])
  }
}
