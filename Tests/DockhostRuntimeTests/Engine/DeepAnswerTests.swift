import CCurl
import CLinux
import Glibc
import Multipass
import Supervision
import Testing

@testable import DockhostRuntime

@Suite(.timeLimit(.minutes(1))) struct DeepAnswers {
  private let client = EngineClient()

  @Test(arguments: [
    (#"{"Version":"29.7.2","Components":[{"Name":"Engine"},{"Name":"containerd"}]}"#, true),
    (#"{"Version":"29.7.2","Components":[{"Name":"Engine"},{}]}"#, false),
  ]) func `sees containerd in the engine's version`(body: String, isThere: Bool) async {
    let server = TestServer(answer: reply(body: body))
    let (answer, version) = await client.readVersion(server.address)
    #expect(answer == .answered(containerd: isThere))
    #expect(version == "29.7.2")
    #expect(server.requests.first?.hasPrefix("GET /version ") == true)
  }

  @Test(arguments: [
    "null", "{}", "[]", "", #"{"Components":null}"#, #"{"Components":"#, "\u{0}",
    String(repeating: "[", count: 100_000),
    #"{"Components":[]}"# + String(repeating: " ", count: 1 << 20),
  ]) func `makes nothing of a version that is none`(body: String) async {
    let server = TestServer(answer: reply(body: body))
    #expect(await client.readVersion(server.address) == (.failed, nil))
  }

  @Test func `waits three seconds for containerd`() async {
    let server = TestServer()
    let begin = Clock.timeAwake()
    #expect(await client.readVersion(server.address) == (.timedOut, nil))
    #expect(Clock.timeAwake() - begin >= .seconds(3))
  }

  @Test func `asks an engine for its version once a time`() async {
    let server = TestServer()
    let answers = Occurrences<VersionAnswer>()
    let first = client.readVersion(server.address) { answer, _ in answers.add(answer) }
    #expect(await client.readVersion(server.address) == (.failed, nil))
    client.readVersion(server.address) { answer, _ in answers.add(answer) }.cancel()
    first.cancel()
    first.cancel()
    #expect(await client.readVersion(server.address) == (.timedOut, nil))
    #expect(answers.all.isEmpty)
    #expect(server.requests.count <= 2)
  }

  @Test(arguments: [("[]", 0), (#"[{"Id":"a"},{"Id":"b"},{}]"#, 3)])
  func `counts running containers`(body: String, count: Int) async {
    let server = TestServer(answer: reply(body: body))
    #expect(await client.countContainers(server.address) == .answered(running: count))
    #expect(
      server.requests.first?.hasPrefix("GET /containers/json?filters=%7B%22status%22%3A%5B%22running%22%5D%7D ") == true
    )
  }

  @Test func `counts thousands of containers`() async {
    let body =
      "[" + Array(repeating: #"{"Id":"\#(String(repeating: "a", count: 1000))"}"#, count: 3000).joined(separator: ",")
      + "]"
    let server = TestServer(answer: reply(body: body))
    #expect(await client.countContainers(server.address) == .answered(running: 3000))
  }

  @Test func `tells a stuck list from an engine that is gone`() async {
    let stuck = TestServer()
    let gone = TestServer(connected: { $0.close() })
    #expect(await client.countContainers(stuck.address) == .timedOut)
    #expect(await client.countContainers(gone.address) == .failed)
  }

  @Test(arguments: [
    (ExchangeEnd.notConnected(EHOSTUNREACH), PingAnswer.failed(.noRoute("EHOSTUNREACH"))),
    (.notConnected(EINVAL), .failed(.noRoute("EINVAL"))), (.notConnected(EACCES), .failed(.noRoute("EACCES"))),
    (.broken(ETIMEDOUT), .failed(.unreachable)), (.failedToConnect(ETIMEDOUT), .failed(.unreachable)),
    (.failedToConnect(ECONNREFUSED), .failed(.refused)),
    (.failedToConnect(ENOMEM), .couldNotRun(reason: "connect failed: Cannot allocate memory (ENOMEM)")),
  ]) func `tells what a connection ran into`(end: ExchangeEnd, answer: PingAnswer) {
    #expect(end.pingAnswer(sentAt: .zero, endedAt: .zero) == answer)
  }

  @Test func `calls a stream into a black hole timed out`() {
    #expect(ExchangeEnd.broken(ETIMEDOUT).streamEnd(wasOpen: true) == .timedOut)
    #expect(ExchangeEnd.broken(ETIMEDOUT).streamEnd(wasOpen: false) == .failed(reason: "ETIMEDOUT"))
  }

  @Test func `reckons from the middle of the question and of the second`() {
    let end = ExchangeEnd.replied(status: 200, date: 1000, body: [])
    #expect(end.pingAnswer(sentAt: .seconds(990), endedAt: .seconds(992)) == .answered(skew: .milliseconds(9500)))
  }
}

@Suite struct EngineSockets {
  private func option(_ descriptor: Int32, _ level: Int32, _ name: Int32) -> Int32 {
    var value: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, level, name, &value, &size)
    return value
  }

  private func makeSocket(to host: String) -> Int32 {
    var address = curl_sockaddr()
    address.family = AF_INET
    address.socktype = Int32(SOCK_STREAM.rawValue)
    return makeEngineSocket(to: host, address)
  }

  @Test func `are given up by the kernel after twenty seconds of nothing`() {
    let descriptor = makeSocket(to: "127.0.0.1")
    defer { close(descriptor) }
    let tcp = Int32(IPPROTO_TCP)
    #expect(option(descriptor, SOL_SOCKET, SO_KEEPALIVE) == 1)
    #expect(option(descriptor, tcp, TCP_KEEPIDLE) == 10)
    #expect(option(descriptor, tcp, TCP_KEEPINTVL) == 5)
    #expect(option(descriptor, tcp, TCP_KEEPCNT) == 3)
    #expect(option(descriptor, tcp, TCP_USER_TIMEOUT) == 20_000)
    #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0)
  }

  @Test func `are bound to the link that owns the address, else to none`() throws {
    let free = makeSocket(to: "127.0.0.1")
    defer { close(free) }
    #expect(device(of: free) == "")
    guard let link = try bridgePrefixes().first(where: { $0.prefix.length <= 30 }) else { return }
    let network = link.prefix.description.split(separator: "/")[0].split(separator: ".").dropLast().joined(
      separator: ".")
    let neighbour = "\(network).\(link.prefix.address & 0xff == 2 ? 3 : 2)"
    let bound = makeSocket(to: neighbour)
    defer { close(bound) }
    #expect(device(of: bound) == link.interface)
  }

  private func device(of descriptor: Int32) -> String {
    var name = [CChar](repeating: 0, count: 16)
    var size = socklen_t(name.count)
    getsockopt(descriptor, SOL_SOCKET, SO_BINDTODEVICE, &name, &size)
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
