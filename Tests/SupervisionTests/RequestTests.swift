import Supervision
import Testing

@Suite struct Requests {
  private func world(_ state: InstanceState, memory: Memory = Memory()) -> World {
    let world = World(memory: memory)
    world.state = state
    return world
  }

  private func healthyWorld() -> World {
    let world = world(.running)
    world.send(.begun)
    world.advance(.seconds(20))
    return world
  }

  /// Stopped, as the user wishes.
  private func stoppedWorld() -> World {
    var memory = Memory()
    memory.desired = .stopped
    let world = world(.stopped, memory: memory)
    world.send(.begun)
    world.advance(.seconds(5))
    return world
  }

  @Test func `keeps stopped what the user stopped, over a restart of the daemon`() {
    let first = healthyWorld()
    let caller = first.request(.stop)
    first.advance(.seconds(20))
    #expect(first.answer(to: caller) == .done)
    #expect(first.supervisor.posture == .stopped)
    first.advance(.seconds(3600))
    #expect(first.operations == [.stop])

    let second = world(.stopped, memory: first.memory)
    second.send(.begun)
    second.advance(.seconds(3600))
    #expect(second.operations.isEmpty)
    #expect(second.supervisor.posture == .stopped)
    let start = second.request(.start)
    second.advance(.seconds(30))
    #expect(second.answer(to: start) == .done)
    #expect(second.memory.desired == nil)
  }

  @Test func `tells the steps of a start and answers when the engine does`() {
    let world = stoppedWorld()
    let caller = world.request(.start)
    world.advance(.seconds(30))
    #expect(
      world.steps(of: caller) == [.looking, .operating(.start), .locating, .awaitingEngine(address: "10.231.0.7")])
    #expect(world.answer(to: caller) == .done)
  }

  @Test func `lets the later of two contrary requests win`() {
    let world = world(.stopped)
    world.operationTime = .seconds(60)
    world.send(.begun)
    world.advance(.seconds(1))
    let start = world.request(.start)
    let stop = world.request(.stop)
    #expect(world.answer(to: start) == .refused(.busy("stop")))
    world.advance(.seconds(200))
    #expect(world.answer(to: stop) == .done)
    #expect(world.operations == [.start, .stop])
    #expect(world.supervisor.posture == .stopped)
  }

  @Test func `joins two requests for the same`() {
    let world = healthyWorld()
    let first = world.request(.stop)
    world.advance(.seconds(1))
    let second = world.request(.stop)
    world.advance(.seconds(30))
    #expect(world.answer(to: first) == .done)
    #expect(world.answer(to: second) == .done)
    #expect(world.operations == [.stop])
  }

  @Test func `goes on with the work when its caller hangs up`() {
    let world = healthyWorld()
    let caller = world.request(.stop)
    world.advance(.seconds(1))
    world.send(.abandoned(caller))
    world.advance(.seconds(30))
    #expect(world.answer(to: caller) == nil)
    #expect(world.supervisor.posture == .stopped)
  }

  @Test func `restarts the instance and the engine when told to`() {
    let world = healthyWorld()
    let instance = world.request(.restartInstance)
    world.advance(.seconds(40))
    #expect(world.answer(to: instance) == .done)
    world.killEngine()
    world.advance(.seconds(20))
    let engine = world.request(.restartEngine)
    world.advance(.seconds(40))
    #expect(world.answer(to: engine) == .done)
    #expect(world.operations == [.restart, .restartEngine])
    #expect(world.supervisor.posture == .up)
  }

  @Test func `refuses to restart the engine of an instance that does not run`() {
    let world = stoppedWorld()
    let caller = world.request(.restartEngine)
    world.advance(.seconds(5))
    #expect(world.answer(to: caller) == .refused(.notRunning))
  }

  @Test func `tells why Multipass cannot do it`() {
    let world = world(.stopped)
    world.multipass = .trouble(.unauthenticated(reason: "The client is not authenticated"))
    world.send(.begun)
    world.advance(.seconds(5))
    let caller = world.request(.start)
    world.advance(.seconds(40))
    #expect(world.answer(to: caller) == .refused(.multipassUnavailable(reason: "The client is not authenticated")))
  }

  @Test func `watches without acting while paused`() {
    let world = healthyWorld()
    let caller = world.request(.pause)
    #expect(world.answer(to: caller) == .done)
    world.killInstance()
    world.advance(.seconds(3600))
    #expect(world.operations.isEmpty)
    #expect(world.supervisor.posture == .stopped)
    world.request(.resume)
    #expect(world.advance(upTo: .seconds(60)) { world.supervisor.posture == .up })
    #expect(world.operations == [.start])
  }

  @Test(arguments: [World.EngineMode.up, .refused, .silent, .unreachable])
  func `answers a check after a fresh ping and a fresh state`(engine: World.EngineMode) {
    let world = healthyWorld()
    world.engine = engine
    let before = world.log.count
    let caller = world.request(.check)
    world.advance(.seconds(8))
    #expect(world.answer(to: caller) == .done)
    let since = world.log[before...].map(\.effect)
    #expect(since.contains { if case .askState = $0 { true } else { false } })
    #expect(since.contains { if case .ping = $0 { true } else { false } })
  }

  @Test func `gives up waiting for an engine that does not come`() {
    let world = stoppedWorld()
    let caller = world.request(.start)
    world.advance(.seconds(5))
    world.engine = .refused
    world.advance(.seconds(300))
    #expect(world.answer(to: caller) == .refused(.timedOut(seconds: 180)))
    #expect(world.supervisor.posture == .waiting)
  }
}
