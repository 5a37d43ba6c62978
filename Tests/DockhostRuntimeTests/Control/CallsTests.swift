import DockhostInterface
import Supervision
import Testing
import Varlink

@testable import DockhostRuntime

@Suite(.timeLimit(.minutes(1))) struct ControlCalls {
  @Test func `tells who answers and which interfaces there are`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    let client = try world.client()
    try await client.send(#"{"method":"org.varlink.service.GetInfo"}"#)
    let info = try decodeParameters(ServiceInfo.self, from: #require(await client.receive()))
    #expect(info.interfaces == ["org.dockhost.Supervisor", "org.varlink.service"])
    #expect(info.product == "dockhostd" && info.version == Product.version)
    #expect(!info.vendor.isEmpty && info.url.isEmpty)
    for name in info.interfaces {
      try await client.send(
        encodeCall(
          method: "org.varlink.service.GetInterfaceDescription", parameters: DescriptionParameters(interface: name)))
      let reply = try decodeParameters(DescriptionReply.self, from: #require(await client.receive()))
      #expect(try InterfaceDescription(text: reply.description).name == name)
    }
  }

  @Test(arguments: [
    (call(.getStatus), ControlRequest.getStatus(host: nil)),
    (#"{"method":"org.dockhost.Supervisor.GetStatus"}"#, .getStatus(host: nil)),
    (#"{"method":"org.dockhost.Supervisor.GetStatus","parameters":null}"#, .getStatus(host: nil)),
    (call(.getStatus, #"{"host":null}"#), .getStatus(host: nil)),
    (call(.getStatus, #"{"host":"a"}"#), .getStatus(host: "a")),
    (call(.monitor, #"{"host":"a"}"#, flags: #","more":true"#), .monitor(host: "a")),
    (call(.start), .act(.start, host: nil)), (call(.stop, #"{"host":"a"}"#), .act(.stop, host: "a")),
    (call(.check), .act(.check, host: nil)), (call(.pause), .act(.pause, host: nil)),
    (call(.resume), .act(.resume, host: nil)),
    (call(.restart, #"{"what":"engine"}"#), .act(.restartEngine, host: nil)),
    (call(.restart, #"{"what":"instance","host":"a"}"#), .act(.restartInstance, host: "a")),
    (call(.getSettings), .getSettings), (call(.reload), .reload),
    (call(.reload, flags: #","unknown":[{"x":1}]"#), .reload),
    (call(.up), .work(.up(nil, plan: false, agreed: []), host: nil)),
    (
      call(.up, #"{"host":"a","wishes":{"cpus":2,"memory":"4G","install":"deb"},"plan":true,"agreed":["adopt"]}"#),
      .work(.up(GuestWishes(cpus: 2, memory: "4G", install: .deb), plan: true, agreed: ["adopt"]), host: "a")
    ),
    (
      call(.resize, #"{"host":"a","cpus":4,"disk":"80G"}"#),
      .work(.resize(cpus: 4, memory: nil, disk: "80G", agreed: []), host: "a")
    ),
    (call(.delete, #"{"purge":true,"agreed":["delete"]}"#), .work(.delete(purge: true, agreed: ["delete"]), host: nil)),
    (call(.upgrade, #"{"version":"28"}"#), .work(.upgrade(version: "28", agreed: []), host: nil)),
    (call(.mount, #"{"source":"/a"}"#), .work(.mount(source: "/a", target: nil), host: nil)),
    (call(.unmount, #"{"target":"/a"}"#), .work(.unmount(target: "/a"), host: nil)),
    (call(.verify, #"{"host":"a"}"#), .work(.verify, host: "a")), (call(.forget), .work(.forget, host: nil)),
    (call(.getAccess, #"{"terminal":true}"#), .getAccess(host: nil, terminal: true)),
  ])
  func `hands over what was asked`(message: String, request: ControlRequest) async throws {
    let world = try ControlWorld()
    defer { world.end() }
    let client = try world.client()
    try await client.send(message)
    let arrival = await world.supervisor.arrivals.next()
    #expect(arrival.request == request)
    arrival.caller.reply(SettingsReply(toml: "x"))
    #expect(try await client.receiveText() == #"{"parameters":{"toml":"x"}}"#)
  }

  @Test(arguments: [
    (#"{"method":"org.dockhost.Supervisor.Explode"}"#, ServiceError.methodNotFound("org.dockhost.Supervisor.Explode")),
    (#"{"method":"org.varlink.service.Explode"}"#, .methodNotFound("org.varlink.service.Explode")),
    (#"{"method":"org.example.Thing.Do"}"#, .interfaceNotFound("org.example.Thing")),
    (#"{"method":"GetStatus"}"#, .methodNotFound("GetStatus")), (#"{"method":""}"#, .methodNotFound("")),
    (#"{"method":"."}"#, .interfaceNotFound("")),
    (#"{"method":"org.varlink.service.GetInterfaceDescription"}"#, .invalidParameter("interface")),
    (
      #"{"method":"org.varlink.service.GetInterfaceDescription","parameters":{"interface":"org.example.x"}}"#,
      .interfaceNotFound("org.example.x")
    ),
    (call(.getStatus, #"{"host":7}"#), .invalidParameter("host")),
    (call(.stop, #"{"hots":"a"}"#), .invalidParameter("hots")), (call(.reload, #"{"a":1}"#), .invalidParameter("a")),
    (call(.start, "[]"), .invalidParameter("parameters")), (call(.restart), .invalidParameter("what")),
    (call(.restart, #"{"what":"host"}"#), .invalidParameter("what")),
    (call(.mount), .invalidParameter("source")), (call(.up, #"{"wishes":{"cpus":"2"}}"#), .invalidParameter("wishes")),
    (call(.up, #"{"wishes":{"install":"rpm"}}"#), .invalidParameter("wishes")),
    (call(.delete, #"{"purged":true}"#), .invalidParameter("purged")),
    (call(.monitor), .expectedMore), (call(.monitor, flags: #","more":false"#), .expectedMore),
    (call(.getStatus, flags: #","upgrade":true"#), .methodNotImplemented("org.dockhost.Supervisor.GetStatus")),
  ])
  func `answers what cannot be done with the error that says so`(message: String, error: ServiceError) async throws {
    let world = try ControlWorld()
    defer { world.end() }
    world.supervisor.answerStatus()
    let client = try world.client()
    try await client.send(message)
    let reply = try #require(await client.receive())
    #expect(ServiceError(name: try decodeReply(reply).error ?? "", from: reply) == error)
    #expect(try await client.ask(call(.getStatus))?.contains("docker-host") == true)
  }

  @Test func `carries the supervisor's own errors`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    world.supervisor.script = { $1.fail(.busy(host: "a", operation: "restart")) }
    let reply = try await world.client().ask(call(.start))
    #expect(reply == #"{"error":"org.dockhost.Supervisor.Busy","parameters":{"host":"a","operation":"restart"}}"#)
  }

  @Test func `reads calls wherever they are cut`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    world.supervisor.answerStatus()
    let client = try world.client()
    let calls = [call(.getStatus, #"{"host":"é"}"#), call(.getStatus, #"{"host":"b"}"#)]
    try await client.drip(Array(calls.map { $0 + "\0" }.joined().utf8))
    #expect(try await client.receiveText()?.contains(#""name":"é""#) == true)
    #expect(try await client.receiveText()?.contains(#""name":"b""#) == true)
  }

  @Test func `answers many calls of one write in their order`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    world.supervisor.script = { request, caller in
      guard case .getStatus(let name?) = request else { return }
      caller.fail(.noSuchHost(host: name))
    }
    let client = try world.client()
    let calls = (0..<5000).map { call(.getStatus, #"{"host":"\#($0)"}"#) + "\0" }.joined()
    let writer = try await client.twin()
    let writing = Task { try await writer.send(Array(calls.utf8)) }
    for number in 0..<5000 {
      let reply = try #require(await client.receive())
      #expect(SupervisorError(name: try decodeReply(reply).error ?? "", from: reply) == .noSuchHost(host: "\(number)"))
    }
    try await writing.value
  }

  @Test func `lets later calls wait for the answer to the first`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    let client = try world.client()
    try await client.send(Array((call(.start, flags: #","more":true"#) + "\0" + call(.reload) + "\0").utf8))
    let first = await world.supervisor.arrivals.next()
    first.caller.reply(ActionReply(host: host("a"), step: "starting"), continues: true)
    #expect(try await client.receiveText()?.contains(#""continues":true"#) == true)
    #expect(world.supervisor.arrivals.all.count == 1)
    first.caller.reply(ActionReply(host: host("a")))
    let second = await world.supervisor.arrivals.next()
    #expect(second.request == .reload)
    second.caller.reply(ReloadReply(changed: ["b"]))
    #expect(try await client.receiveText()?.contains(#""continues""#) == false)
    #expect(try await client.receiveText() == #"{"parameters":{"changed":["b"]}}"#)
  }

  @Test func `keeps steps from a caller that did not ask for more, and a second answer from everyone`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    world.supervisor.script = { request, caller in
      guard case .act(_, let name) = request else { return caller.fail(.noSuchHost(host: "last")) }
      caller.reply(ActionReply(host: host(name ?? ""), step: "starting"), continues: true)
      caller.reply(ActionReply(host: host(name ?? "")))
      caller.reply(ActionReply(host: host("again")))
      caller.fail(.noSuchHost(host: "again"))
    }
    let client = try world.client()
    #expect(try await client.ask(call(.start, #"{"host":"a"}"#))?.contains("step") == false)
    #expect(try await client.ask(call(.reload))?.contains("last") == true)
  }

  @Test func `says nothing to a oneway call, not even an error`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    let client = try world.client()
    let oneway = #","oneway":true"#
    try await client.send(call(.start, #"{"host":"a"}"#, flags: oneway))
    let start = await world.supervisor.arrivals.next()
    try await client.send(call(.start, #"{"host":1}"#, flags: oneway))
    try await client.send(call(.monitor, flags: oneway + #","more":true"#))
    try await client.send(#"{"method":"org.example.Thing.Do","oneway":true}"#)
    try await client.send(call(.reload))
    let reload = await world.supervisor.arrivals.next()
    #expect(start.request == .act(.start, host: "a") && reload.request == .reload)
    start.caller.reply(ActionReply(host: host("a")))
    reload.caller.reply(ReloadReply(changed: []))
    #expect(try await client.receiveText() == #"{"parameters":{"changed":[]}}"#)
  }
}
