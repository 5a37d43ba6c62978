import DockhostInterface
import Testing
import Varlink

@testable import DockhostRuntime

@Suite(.timeLimit(.minutes(1))) struct MalformedCalls {
  nonisolated static let broken: [[UInt8]] =
    [
      "", "{", "nul", "[]", "7", #""text""#, "{}", #"{"method":7}"#, #"{"method":"a.b","more":"yes"}"#,
      "GET / HTTP/1.1\r\n",
    ]
    .map { Array($0.utf8) + [0] } + [
      [0xff, 0xfe, 0], [0, 0, 0],
      Array(repeatElement(UInt8(ascii: "["), count: 1 << 20)) + [0],
      Array(repeatElement(Array(#"{"parameters":"#.utf8), count: 40_000).joined()) + [0],
      Array(repeatElement(UInt8(ascii: "x"), count: 2 << 20)),
      Array(#"{"method":""#.utf8) + Array(repeatElement(UInt8(ascii: "x"), count: 1 << 20)) + Array("\"}\0".utf8),
    ]

  @Test(arguments: broken.indices)
  func `costs its sender the connection, after the replies to what came before`(index: Int) async throws {
    let world = try ControlWorld()
    defer { world.end() }
    world.supervisor.answerStatus()
    let (sender, bystander) = (try world.client(), try world.client())
    #expect(try await bystander.ask(call(.getStatus)) != nil)
    try await sender.send(Array((call(.getStatus) + "\0").utf8) + Self.broken[index])
    let replies = try await sender.receiveAll()
    #expect(replies.count == 1)
    #expect(try await bystander.ask(call(.getStatus)) == replies.first)
  }

  @Test func `takes a message of just 1 MiB`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    world.supervisor.answerStatus()
    let plain = Array(call(.getStatus).utf8)
    let filled =
      plain.dropLast() + Array(repeatElement(UInt8(ascii: " "), count: (1 << 20) - plain.count)) + plain.suffix(1)
    let client = try world.client()
    try await client.send(filled + [0])
    #expect(try await client.receive() != nil)
  }
}
