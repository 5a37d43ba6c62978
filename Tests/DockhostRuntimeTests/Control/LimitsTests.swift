import CLinux
import Dispatch
import DockhostInterface
import Glibc
import Supervision
import Testing

@testable import DockhostRuntime

@Suite(.timeLimit(.minutes(5))) struct ControlLimitsTests {
  @Test func `stops reading from who asks without reading, and loses nothing`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    world.supervisor.answerStatus(conditions: [condition(bytes: 20_000)])
    let (greedy, bystander) = (try world.client(), try world.client())
    // 40 MB of replies to 80 kB of calls.
    let calls = (0..<2000).map { call(.getStatus, #"{"host":"\#($0 % 10)"}"#) + "\0" }.joined()
    try await greedy.send(Array(calls.utf8))
    #expect(try await bystander.ask(call(.getStatus)) != nil)
    #expect(world.server.held < 1 << 20)
    for number in 0..<2000 {
      #expect(try await greedy.receiveText()?.contains(#""name":"\#(number % 10)""#) == true)
    }
  }

  @Test func `stops reading from who calls on while it waits, and loses nothing`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    let client = try world.client()
    try await client.send(call(.start))
    let start = await world.supervisor.arrivals.next()
    world.supervisor.answerStatus()
    // 2 MB.
    let padded = Array(call(.getStatus).utf8) + Array(repeatElement(UInt8(ascii: " "), count: 1000)) + [0]
    let calls = Array(repeatElement(padded, count: 2000).joined())
    let writer = try await client.twin()
    let writing = Task { try await writer.send(calls) }
    let bystander = try world.client()
    while world.server.held < 1 << 20 { #expect(try await bystander.ask(call(.getStatus)) != nil) }
    for _ in 0..<100 { #expect(try await bystander.ask(call(.getStatus)) != nil) }
    #expect(world.server.held < 3 << 20)
    start.caller.reply(ActionReply(host: host("a")))
    for _ in 0...2000 { #expect(try await client.receive() != nil) }
    try await writing.value
  }

  @Test func `drops whoever holds most when all together hold too much`() async throws {
    let world = try ControlWorld(limits: ControlLimits(total: 1 << 20))
    defer { world.end() }
    world.supervisor.answerStatus()
    let small = try (0..<8).map { _ in try world.client() }
    for client in small { try await client.send(Array(repeatElement(UInt8(ascii: "x"), count: 32 << 10))) }
    let large = try world.client()
    try await large.send(Array(repeatElement(UInt8(ascii: "x"), count: (1 << 20) - 1)))
    #expect(try await large.receiveAll() == [])
    let rest = Array("\0".utf8)
    for client in small {
      try await client.send(rest)
      #expect(try await client.receiveAll() == [])
    }
    #expect(try await world.client().ask(call(.getStatus)) != nil)
    #expect(world.server.held < 1 << 20)
  }

  @Test func `turns away who comes when the house is full, until someone leaves`() async throws {
    let world = try ControlWorld(limits: ControlLimits(connections: 3))
    defer { world.end() }
    world.supervisor.answerStatus()
    let guests = try (0..<3).map { _ in try world.client() }
    for guest in guests { #expect(try await guest.ask(call(.getStatus)) != nil) }
    #expect(try await world.client().ask(call(.getStatus)) == nil)
    await guests[0].close()
    // The server sees the leaving before it accepts, or turns the client away: then it comes again.
    while try await world.client().ask(call(.getStatus)) == nil {}
    #expect(try await guests[1].ask(call(.getStatus)) != nil)
  }

  @Test func `lets clients wait outside while there is no descriptor, without spinning`() async {
    await #expect(processExitsWith: .success) { @MainActor in
      let world = try ControlWorld()
      world.supervisor.answerStatus()
      let inside = try world.client()
      #expect(try await inside.ask(call(.getStatus)) != nil)
      let outside = try (0..<4).map { _ in try world.client() }
      // The lowest number that is free is the limit: nothing more can be opened.
      let lowest = dup(0)
      _ = Glibc.close(lowest)
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      let before = limit.rlim_cur
      limit.rlim_cur = rlim_t(lowest)
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      for client in outside { try await client.send(call(.getStatus)) }
      let started = clock()
      #expect(await !outside[0].hasNews(within: 1000))
      #expect(clock() - started < CLOCKS_PER_SEC / 5)
      #expect(try await inside.ask(call(.getStatus)) != nil)
      // One leaves, and one of those outside comes in.
      await inside.close()
      #expect(try await outside[0].receive() != nil)
      limit.rlim_cur = before
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      for client in outside.dropFirst() { #expect(try await client.receive() != nil) }
      world.end()
    }
  }

  @Test(.enabled(if: geteuid() == 0, "only root can become someone else"))
  func `lets in nobody but the owner and root`() async {
    await #expect(processExitsWith: .success) { @MainActor in
      let world = try ControlWorld()
      world.supervisor.answerStatus()
      chmod(world.folder, 0o777)
      chmod(world.path, 0o666)
      let path = world.path
      let stranger = try await withCheckedThrowingContinuation { done in
        DispatchQueue(label: "stranger").async {
          let isSomeoneElse = dockhost_act_for(65534) == 0
          done.resume(with: Result { isSomeoneElse ? try ControlClient(path: path) : nil })
          _ = dockhost_act_for(0)
        }
      }
      let answer = try await #require(stranger).ask(call(.getStatus))
      #expect(answer == nil)
      #expect(try await world.client().ask(call(.getStatus)) != nil)
      world.end()
    }
  }
}
