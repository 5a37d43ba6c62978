import CLinux
import DockhostInterface
import Glibc
import Testing
import Varlink

@testable import DockhostClient

@Suite struct Client {
  @Test func `finds the socket where it was told, in the environment or in the runtime folder`() {
    func path(_ option: String? = nil, _ environment: [String: String] = [:]) -> String {
      controlSocketPath(option: option, environment: { environment[$0] }, user: 1000)
    }
    let environment = ["DOCKHOST_SOCKET": "/e", "XDG_RUNTIME_DIR": "/x"]
    #expect(path("/o", environment) == "/o")
    #expect(path(nil, environment) == "/e")
    #expect(path(nil, ["DOCKHOST_SOCKET": "", "XDG_RUNTIME_DIR": "/x"]) == "/x/dockhost/control.sock")
    #expect(path(nil, ["XDG_RUNTIME_DIR": ""]) == "/run/user/1000/dockhost/control.sock")
    #expect(path() == "/run/user/1000/dockhost/control.sock")
  }

  @Test func `says who refused what`() throws {
    let daemon = FakeDaemon { $0.fail(.busy(host: "a", operation: "stop")) }
    defer { daemon.stop() }
    let call = try Connection(path: daemon.path, within: .seconds(5)).act(.start, on: "a")
    #expect(throws: ClientError.refused(.busy(host: "a", operation: "stop"))) { try call.reply(within: .seconds(5)) }
  }

  @Test func `puts replies together that come in pieces, and takes those apart that come in one`() throws {
    let next = Gate()
    let daemon = FakeDaemon { call in
      let one = encodeReply(parameters: MonitorReply(sequence: 1, hosts: [.sample()]), continues: true)
      let two = encodeReply(parameters: MonitorReply(sequence: 2, hosts: []), continues: true)
      call.send(Array(one.prefix(10)))
      next.pass()
      call.send(Array(one.dropFirst(10)) + two)
      call.awaitLeave()
    }
    defer { daemon.stop() }
    let call = try Connection(path: daemon.path, within: .seconds(5)).monitor(nil)
    #expect(try call.sequence(until: .now + .milliseconds(50)) == nil)
    next.open()
    #expect(try call.sequence(until: nil) == 1)
    #expect(try call.sequence(until: nil) == 2)
  }

  @Test func `is woken, even while replies could be read`() throws {
    let daemon = FakeDaemon { $0.reply(MonitorReply(sequence: 1, hosts: []), continues: true) }
    defer { daemon.stop() }
    let pipe = try Pipe()
    defer {
      close(pipe.reading)
      close(pipe.writing)
    }
    let call = try Connection(path: daemon.path, within: .seconds(5)).monitor(nil)
    write(pipe.writing, "x", 1)
    guard case .woken = try call.next(until: nil, wake: pipe.reading) else {
      Issue.record("not woken")
      return
    }
  }

  @Test func `does not wait for ever for a daemon that takes no connections`() throws {
    let folder = Folder()
    let path = folder.file("control.sock")
    let listener = listen(at: path, queue: 0)
    defer { close(listener) }
    // A queue of none holds one.
    let first = try Connection(path: path, within: .milliseconds(50))
    #expect(throws: ClientError.silent(.milliseconds(50))) {
      _ = try Connection(path: path, within: .milliseconds(50))
    }
    withExtendedLifetime(first) {}
  }

  @Test func `is not let in where it may not`() throws {
    let daemon = FakeDaemon { $0.awaitLeave() }
    defer { daemon.stop() }
    chmod(daemon.path, 0)
    // No mode keeps root out: this thread is somebody else for the moment.
    let isRoot = geteuid() == 0
    if isRoot { #expect(dockhost_act_for(65534) == 0) }
    defer { if isRoot { #expect(dockhost_act_for(0) == 0) } }
    #expect(throws: ClientError.unreachable(path: daemon.path, reason: .forbidden)) {
      _ = try Connection(path: daemon.path, within: .seconds(5))
    }
  }

  @Test func `calls again after a loss, and tells of it once`() throws {
    let calls = Counter()
    let daemon = FakeDaemon { call in
      calls.next() < 4 ? call.hangUp() : call.reply(MonitorReply(sequence: 7, hosts: []), continues: true)
    }
    defer { daemon.stop() }
    var call = try LastingCall(path: daemon.path, within: .seconds(5)) { connection throws(ClientError) in
      try connection.monitor(nil)
    }
    #expect(try call.isAway())
    #expect(try call.sequence() == 7)
  }

  @Test func `gives up on a daemon that does not come back`() throws {
    let daemon = FakeDaemon { $0.hangUp() }
    defer { daemon.stop() }
    var call = try LastingCall(path: daemon.path, within: .seconds(5), patience: .milliseconds(200)) {
      connection throws(ClientError) in try connection.monitor(nil)
    }
    #expect(try call.isAway())
    daemon.stop()
    #expect(throws: ClientError.lost) { _ = try call.next(until: nil, wake: -1) }
  }

  @Test func `keeps to its deadline while the daemon is away`() throws {
    let daemon = FakeDaemon { $0.hangUp() }
    defer { daemon.stop() }
    var call = try LastingCall(path: daemon.path, within: .seconds(5)) { connection throws(ClientError) in
      try connection.monitor(nil)
    }
    #expect(try call.isAway())
    daemon.stop()
    let deadline = ContinuousClock.Instant.now + .milliseconds(80)
    #expect(try call.sequence(until: deadline) == nil)
    #expect(ContinuousClock.Instant.now >= deadline)
  }

  @Test(arguments: [
    (#"{"parameters":{"a":1}}"#, #"{"a":1}"#),
    (
      #" { "x" : [ { "parameters" : 1 } , "}" , -1.5e3, null ] , "parameters" : { "a" : "\"}" } , "y":true}"#,
      #"{ "a" : "\"}" }"#
    ),
    (#"{"\\":"\\","parameters":{"parameters":{}}}"#, #"{"parameters":{}}"#),
    (#"{"parameters":null}"#, "{}"), (#"{"continues":true}"#, "{}"), ("{}", "{}"), ("", "{}"), ("[", "{}"),
    (#"{"parameters"#, "{}"), (#"{"parameters":"#, ""), (#"{"a\"#, "{}"),
  ])
  func `finds the parameters as they stand`(message: String, parameters: String) {
    #expect(rawParameters(in: Array(message.utf8)) == parameters)
  }
}

extension Call<MonitorReply> {
  fileprivate func sequence(until deadline: ContinuousClock.Instant?) throws -> Int? {
    guard case .reply(let reply) = try next(until: deadline) else { return nil }
    return reply.parameters.sequence
  }
}

extension LastingCall<MonitorReply> {
  fileprivate mutating func isAway() throws -> Bool {
    if case .away = try next(until: nil, wake: -1) { true } else { false }
  }

  fileprivate mutating func sequence(until deadline: ContinuousClock.Instant? = nil) throws -> Int? {
    guard case .reply(let reply) = try next(until: deadline, wake: -1) else { return nil }
    return reply.parameters.sequence
  }
}
