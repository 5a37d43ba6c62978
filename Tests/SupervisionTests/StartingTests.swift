import Supervision
import Testing

@Suite struct Starting {
  @Test func `finds a running host by its remembered address without asking for it`() {
    var memory = Memory()
    memory.address = "10.231.0.7"
    let world = World(memory: memory)
    world.send(.begun)
    world.advance(.milliseconds(100))
    #expect(world.supervisor.posture == .up)
    #expect(world.count { if case .askAddress = $0 { true } else { false } } == 0)
  }

  @Test func `asks for the address of a running host once and remembers it`() {
    let world = World()
    world.send(.begun)
    world.advance(.seconds(30))
    #expect(world.supervisor.posture == .up)
    #expect(world.memory.address == "10.231.0.7")
    #expect(world.count { if case .askAddress = $0 { true } else { false } } == 1)
  }

  @Test(arguments: [InstanceState.stopped, .suspended])
  func `starts a host that should run`(state: InstanceState) {
    let world = World()
    world.state = state
    world.send(.begun)
    #expect(world.advance(upTo: .seconds(30)) { world.supervisor.posture == .up })
    #expect(world.operations == [.start])
  }

  @Test(arguments: [DesiredState.stopped, .onDemand])
  func `leaves alone a host that need not run`(desired: DesiredState) {
    var settings = HostSettings()
    settings.desired = desired
    let world = World(settings: settings)
    world.state = .stopped
    world.send(.begun)
    world.advance(.seconds(3600))
    #expect(world.operations.isEmpty)
    #expect(world.supervisor.posture == .stopped)
  }

  @Test func `starts the host when multipassd comes late`() {
    let world = World()
    world.state = .stopped
    world.multipass = .trouble(.daemonDown)
    world.send(.begun)
    world.advance(.seconds(100))
    #expect(world.supervisor.posture == .waiting)
    #expect(world.operations.isEmpty)
    world.multipass = .up
    #expect(world.advance(upTo: .seconds(60)) { world.supervisor.posture == .up })
    #expect(world.operations == [.start])
  }

  @Test func `never polls a Multipass that hangs while the engine answers`() {
    let world = World()
    world.send(.begun)
    world.advance(.seconds(5))
    world.multipass = .hangs
    let asked = world.count { if case .askState = $0 { true } else { false } }
    world.advance(.seconds(3600))
    #expect(world.supervisor.posture == .up)
    #expect(world.count { if case .askState = $0 { true } else { false } } == asked)
  }

  @Test func `waits for a start that an earlier daemon began`() {
    let world = World()
    world.state = .starting
    world.engine = .unreachable
    world.send(.begun)
    world.advance(.seconds(30))
    #expect(world.supervisor.posture == .starting)
    world.state = .running
    world.engine = .up
    #expect(world.advance(upTo: .seconds(10)) { world.supervisor.posture == .up })
    #expect(world.operations.isEmpty)
  }

  @Test func `calls an instance absent only after three answers`() {
    let world = World()
    world.state = nil
    world.send(.begun)
    world.advance(.seconds(15))
    #expect(world.supervisor.posture == .waiting)
    world.advance(.seconds(15))
    #expect(world.supervisor.posture == .absent)
    #expect(world.operations.isEmpty)
  }

  @Test func `tries a start that fails again after growing pauses`() {
    let world = World()
    world.state = .stopped
    world.operationFailure = "timed out waiting for response"
    world.send(.begun)
    world.advance(.seconds(1800))
    let times = world.log.compactMap { if case .operate(.start, _) = $0.effect { $0.at } else { nil } }
    let pauses = zip(times, times.dropFirst()).map { $1 - $0 }
    #expect(pauses.count > 4)
    #expect(zip(pauses, pauses.dropFirst()).prefix(4).allSatisfy { $0 < $1 })
    #expect(world.supervisor.posture == .waiting)
    #expect(world.sight.operationFailure == "timed out waiting for response")
  }

  @Test func `tells of a start that takes longer than it may and goes on waiting for it`() {
    let world = World()
    world.state = .stopped
    world.operationTime = .seconds(500)
    world.send(.begun)
    world.advance(.seconds(1))
    let call = world.children.first ?? CallID(0)
    world.advance(.seconds(360))
    world.send(.overran(call))
    #expect(world.sight.overran)
    #expect(world.advance(upTo: .seconds(200)) { world.supervisor.posture == .up })
    #expect(world.operations == [.start])
    #expect(!world.sight.overran)
  }

  @Test func `follows an address that changed`() {
    var memory = Memory()
    memory.address = "10.231.0.3"
    let world = World(memory: memory)
    world.send(.begun)
    #expect(world.advance(upTo: .seconds(20)) { world.supervisor.posture == .up })
    #expect(world.memory.address == "10.231.0.7")
    world.address = "10.231.0.9"
    world.endStreams(.timedOut)
    #expect(world.advance(upTo: .seconds(60)) { world.memory.address == "10.231.0.9" })
    #expect(world.advance(upTo: .seconds(10)) { world.supervisor.posture == .up })
    #expect(world.operations.isEmpty)
  }
}
