import Glibc
import Supervision
import Testing

@testable import DockhostRuntime

private let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
private let event = #"{"Type":"container","Action":"die"}"# + "\n"

@Suite(.timeLimit(.minutes(1))) struct EventStreams {
  private let client = EngineClient()
  private let notices = Occurrences<StreamNotice>()

  /// A server whose stream is open; what the test does with its connection is up to it.
  private func openedStream() async -> (TestServer, TestServer.Connection, EngineCall) {
    let connections = Occurrences<TestServer.Connection>()
    let server = TestServer { connection, _ in
      connection.send(head)
      connections.add(connection)
    }
    let call = client.openStream(server.address, into: notices)
    #expect(await notices.next() == .opened)
    return (server, await connections.next(), call)
  }

  @Test func `asks for containers that begin and end`() async {
    let (server, _, call) = await openedStream()
    #expect(
      server.requests.first?.hasPrefix(
        "GET /events?filters=%7B%22type%22%3A%5B%22container%22%5D%2C%22event%22%3A%5B%22start%22%2C%22die%22%5D%7D ")
        == true)
    call.cancel()
  }

  @Test func `tells of every change, and once of what comes at once`() async {
    let (_, connection, call) = await openedStream()
    for _ in 1...3 {
      connection.sendChunk(event)
      #expect(await notices.next() == .containersChanged)
    }
    connection.send("23\r\n\(event.dropLast())\r\n1\r\n\n\r\n" + "3\r\nabc\r\n")
    #expect(await notices.next() == .containersChanged)
    connection.close()
    #expect(await notices.next() == .ended(.closed))
    #expect(notices.all.count == 6)
    call.cancel()
  }

  @Test func `tells an orderly end from a reset`() async {
    for (end, finish) in [
      (StreamEnd.closed, { $0.close() }), (.closed, { $0.send("0\r\n\r\n") }), (.reset, { $0.reset() }),
    ] as [(StreamEnd, (TestServer.Connection) -> Void)] {
      let (server, connection, _) = await openedStream()
      finish(connection)
      #expect(await notices.next() == .ended(end))
      server.close()
    }
  }

  @Test func `says why it never began`() async {
    for (reason, act) in [
      ("HTTP status 503", { $0.send(reply("503 Service Unavailable", body: "{}")) }),
      ("closed without an answer", { $0.close() }),
      ("ECONNRESET", { $0.reset() }),
    ] as [(String, (TestServer.Connection) -> Void)] {
      let server = TestServer { connection, _ in act(connection) }
      _ = client.openStream(server.address, into: notices)
      #expect(await notices.next() == .ended(.failed(reason: reason)))
    }
  }

  @Test func `gives up on a head that does not come`() async {
    let server = TestServer()
    _ = client.openStream(server.address, into: notices)
    #expect(await notices.next() == .ended(.failed(reason: "no answer in time")))
  }

  @Test func `stays open for longer than a head may take`() async throws {
    let (_, connection, call) = await openedStream()
    let passed = Occurrences<Void>()
    let timer = try DeadlineTimer { passed.add(()) }
    timer.arm(to: Clock.now() + .milliseconds(5500))
    await passed.next()
    connection.sendChunk(event)
    #expect(await notices.next() == .containersChanged)
    call.cancel()
  }

  @Test func `is told nothing after it was given up`() async {
    let (_, connection, call) = await openedStream()
    connection.sendChunk(event)
    call.cancel()
    call.cancel()
    let server = TestServer(answer: reply())
    #expect(await client.ping(server.address) == .answered(skew: nil))
    #expect(notices.all == [.opened])
  }

  @Test func `may be given up from what it tells`() async {
    let server = TestServer { connection, _ in connection.send(head + "24\r\n\(event)\r\n0\r\n\r\n") }
    let told = Occurrences<String>()
    var call: EngineCall?
    call = client.openStream(
      server.address,
      opened: {
        call?.cancel()
        told.add("opened")
      }, containersChanged: { told.add("changed") }, ended: { _ in told.add("ended") })
    #expect(await told.next() == "opened")
    let other = TestServer(answer: reply())
    #expect(await client.ping(other.address) == .answered(skew: nil))
    #expect(told.all == ["opened"])
  }

  @Test func `goes with its client`() async {
    let gone = Occurrences<Void>()
    let server = TestServer { connection, _ in
      connection.gone = { gone.add(()) }
      connection.send(head)
    }
    var own: EngineClient? = EngineClient()
    _ = own?.openStream(server.address, into: notices)
    #expect(await notices.next() == .opened)
    own = nil
    await gone.next()
    #expect(notices.all == [.opened])
  }
}
