import CLinux
import Glibc
import Supervision
import Testing

@testable import DockhostRuntime

@Suite(.timeLimit(.minutes(2))) struct Pings {
  private let client = EngineClient()

  @Test func `asks for nothing but the head, by the unversioned path`() async {
    let server = TestServer(answer: reply())
    #expect(await client.ping(server.address) == .answered(skew: nil))
    #expect(server.requests.count == 1)
    #expect(server.requests.first?.hasPrefix("HEAD /_ping HTTP/1.1\r\n") == true)
  }

  @Test(arguments: [0, 3600, -7]) func `tells how far the guest's clock is ahead`(seconds: Int) async throws {
    let server = TestServer { connection, _ in
      connection.send(reply(headers: dateHeader(ahead: .seconds(seconds))))
    }
    guard case .answered(let skew?) = await client.ping(server.address) else {
      Issue.record("no skew")
      return
    }
    #expect(abs(skew.components.seconds - Int64(seconds)) <= 1)
  }

  @Test func `makes nothing of a date that is none`() async {
    let server = TestServer(answer: reply(headers: "Date: yesterday\r\n"))
    #expect(await client.ping(server.address) == .answered(skew: nil))
  }

  @Test func `is refused where nobody listens`() async {
    let listener = makeListener(host: "127.0.0.1", backlog: 1)
    let address = EngineAddress(host: "127.0.0.1", port: port(of: listener))
    close(listener)
    #expect(await client.ping(address) == .failed(.refused))
  }

  @Test func `is silent where the other side takes the request and does not answer`() async {
    let server = TestServer()
    #expect(await client.ping(server.address, timeout: .seconds(1)) == .failed(.silent))
    #expect(server.requests.count == 1)
  }

  @Test func `is silent where half an answer comes`() async {
    let server = TestServer(answer: "HTTP/1.1 200 OK\r\nServer: Do")
    #expect(await client.ping(server.address, timeout: .seconds(1)) == .failed(.silent))
  }

  @Test func `cannot reach what does not answer a connection`() async {
    let listener = makeListener(host: "127.0.0.1", backlog: 0)
    defer { close(listener) }
    let address = EngineAddress(host: "127.0.0.1", port: port(of: listener))
    let waiting = fillBacklog(of: address)
    defer { for descriptor in waiting { close(descriptor) } }
    #expect(await client.ping(address, timeout: .milliseconds(300)) == .failed(.unreachable))
  }

  @Test func `cannot reach what went after the connection was made`() async {
    let server = TestServer(answer: reply())
    server.dropData()
    #expect(await client.ping(server.address, timeout: .milliseconds(500)) == .failed(.unreachable))
    #expect(server.requests.isEmpty)
  }

  @Test func `has no route to an address that leads nowhere`() async {
    // No connection can be made to a group of hosts.
    let address = EngineAddress(host: "224.0.0.1", port: 2375)
    #expect(await client.ping(address) == .failed(.noRoute("ENETUNREACH")))
  }

  @Test func `is closed by a connection that ends before the answer`() async {
    let half = "HTTP/1.1 200 OK\r\nServer: Do"
    let endings: [(TestServer.Connection) -> Void] = [
      { $0.close() }, { $0.reset() }, { $0.send("SSH-2.0-OpenSSH_9.2\r\n") },
      { connection in
        connection.send(half)
        connection.close()
      },
      { connection in
        connection.send(half)
        connection.reset()
      },
    ]
    for (index, ending) in endings.enumerated() {
      let server = TestServer { connection, _ in ending(connection) }
      let answer = await client.ping(server.address)
      #expect(answer == .failed(.closed), "\(index)")
    }
    let server = TestServer(connected: { $0.reset() })
    let answer = await client.ping(server.address)
    #expect(answer == .failed(.closed))
  }

  @Test(arguments: [("503 Service Unavailable", 503), ("302 Found", 302), ("400 Bad Request", 400)])
  func `tells the status of an engine that is not well`(line: String, status: Int) async {
    let server = TestServer(answer: reply(line, headers: "Location: http://192.0.2.1/\r\n"))
    #expect(await client.ping(server.address) == .failed(.status(status)))
    #expect(server.requests.count == 1)
  }

  @Test(arguments: ["docker-host", "", "10.0.0", "::1", "127.0.0.1/x"])
  func `looks no name up`(host: String) async {
    guard case .couldNotRun(let reason) = await client.ping(EngineAddress(host: host, port: 2375)) else {
      Issue.record("it ran")
      return
    }
    #expect(reason.contains("'\(host):2375'"))
  }

  @Test func `could not run without a descriptor`() async {
    await #expect(processExitsWith: .success) { @MainActor in
      let client = EngineClient()
      let server = TestServer(answer: reply())
      let limit = try DescriptorLimit.current()
      // Above the standard streams nothing may be opened; poll(2) still needs one.
      setLimit(DescriptorLimit(soft: 3, hard: limit.hard))
      let answer = await client.ping(server.address)
      setLimit(limit)
      #expect(answer == .couldNotRun(reason: "connect failed: Too many open files (EMFILE)"))
      #expect(await client.ping(server.address) == .answered(skew: nil))
    }
  }

  @Test func `goes by no proxy of the environment`() async {
    await #expect(processExitsWith: .success) { @MainActor in
      for name in ["http_proxy", "all_proxy", "ALL_PROXY"] { setenv(name, "http://127.0.0.1:1", 1) }
      let server = TestServer(answer: reply())
      #expect(await EngineClient().ping(server.address) == .answered(skew: nil))
    }
  }

  @Test func `asks two hosts at once`() async {
    let slow = TestServer()
    let quick = TestServer(host: "127.0.0.2", answer: reply())
    async let slowAnswer = client.ping(slow.address, timeout: .seconds(1))
    #expect(await client.ping(quick.address) == .answered(skew: nil))
    #expect(await slowAnswer == .failed(.silent))
  }

  /// Connects until the kernel answers no more.
  private func fillBacklog(of address: EngineAddress) -> [Int32] {
    var descriptors: [Int32] = []
    while true {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
      _ = withSocketAddress(address.host, UInt16(address.port)) { connect(descriptor, $0, $1) }
      descriptors.append(descriptor)
      // On the loopback a connection that is taken is there at once.
      var event = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      if poll(&event, 1, 50) == 0 { return descriptors }
    }
  }
}

private func setLimit(_ limit: DescriptorLimit) {
  var limit = rlimit(rlim_cur: limit.soft, rlim_max: limit.hard)
  setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}
