import Supervision
import Testing

@Suite struct Losses {
  private func healthyWorld(_ settings: HostSettings = HostSettings()) -> World {
    let world = World(settings: settings)
    world.send(.begun)
    world.advance(.seconds(20))
    precondition(world.supervisor.posture == .up)
    return world
  }

  @Test func `knows of a killed engine by the end of its stream and does nothing by guess`() {
    let world = healthyWorld()
    world.killEngine()
    #expect(world.sight.engine == .down)
    #expect(world.sight.streamEnd == .closed)
    world.advance(.seconds(900))
    #expect(world.operations.isEmpty)
    #expect(world.supervisor.posture == .waiting)
  }

  @Test func `does not connect for five seconds after the stream ended`() {
    let world = healthyWorld()
    let before = world.log.count
    world.killEngine()
    world.advance(.milliseconds(4999))
    let pings = world.log[before...].count { if case .ping = $0.effect { true } else { false } }
    #expect(pings == 0)
    world.advance(.milliseconds(1))
    #expect(world.log[before...].contains { if case .ping = $0.effect { true } else { false } })
  }

  @Test func `believes an engine that came back after two answers`() {
    let world = healthyWorld()
    world.killEngine()
    world.engine = .up
    world.advance(.milliseconds(5500))
    #expect(world.sight.engine == .down)
    world.advance(.seconds(1))
    #expect(world.supervisor.posture == .up)
    #expect(world.streams.count == 1)
  }

  @Test func `asks once more, not on and on, while a stream cannot be opened to an engine that answers`() {
    let world = healthyWorld()
    world.opensStreams = false
    world.endStreams(.timedOut)
    let before = world.log.count
    world.advance(.seconds(100))
    let pings = world.log[before...].count { if case .ping = $0.effect { true } else { false } }
    #expect((10...22).contains(pings))
    #expect(world.supervisor.posture == .up)
  }

  @Test func `calls an engine hung only after three silent pings`() {
    let world = healthyWorld()
    world.engine = .silent
    #expect(world.advance(upTo: .seconds(30)) { world.sight.failures == 2 })
    #expect(world.supervisor.posture == .suspect)
    #expect(world.advance(upTo: .seconds(5)) { world.sight.failures == 3 })
    #expect(world.sight.engine == .down)
    #expect(world.sight.pingFailure == .silent)
    world.advance(.seconds(900))
    #expect(world.operations.isEmpty)
  }

  @Test func `does not count a probe that could not run`() {
    let world = healthyWorld()
    world.engine = .cannotBeAsked
    world.advance(.seconds(120))
    #expect(world.supervisor.posture == .up)
    #expect(world.sight.failures == 0)
  }

  @Test func `starts an instance that was killed at once`() {
    let world = healthyWorld()
    world.killInstance()
    #expect(world.advance(upTo: .seconds(13)) { world.operations == [.start] })
    #expect(world.supervisor.posture == .recovering)
    #expect(world.advance(upTo: .seconds(30)) { world.supervisor.posture == .up })
  }

  @Test func `looks at once when the network changes, as it does with an instance that dies`() {
    let world = healthyWorld()
    world.killInstance()
    world.send(.networkChanged)
    #expect(world.advance(upTo: .seconds(3)) { world.operations == [.start] })
  }

  @Test func `asks nobody but the engine when the network changes`() {
    let world = healthyWorld()
    world.advance(.seconds(5))
    let before = world.log.count
    for _ in 0..<10 { world.send(.networkChanged) }
    world.advance(.seconds(1))
    let since = world.log[before...].map(\.effect)
    #expect(since.count == 1)
    #expect(since.allSatisfy { if case .ping = $0 { true } else { false } })
  }

  @Test(arguments: [InstanceState.stopped, .suspended])
  func `believes an engine that answers before Multipass`(said: InstanceState) {
    let world = healthyWorld()
    world.saidState = said
    let caller = world.request(.check)
    world.advance(.seconds(600))
    #expect(world.answer(to: caller) == .done)
    #expect(world.supervisor.posture == .up)
    #expect(world.sight.instance == .running)
    #expect(world.operations.isEmpty)
    world.killInstance()
    #expect(world.advance(upTo: .seconds(13)) { world.operations == [.start] })
  }

  @Test func `respects an instance that someone shut down in order`() {
    let world = healthyWorld()
    world.shutDownInOrder()
    world.advance(.seconds(3600))
    #expect(world.operations.isEmpty)
    #expect(world.supervisor.posture == .stopped)
    #expect(world.sight.stoppedByOthers)
    #expect(world.memory.stoppedByOthers)
  }

  @Test func `respects it as well when the stream was still being opened`() {
    let world = World()
    world.send(.begun)
    #expect(world.advance(upTo: .seconds(20)) { !world.streams.isEmpty })
    // Answered by `streamOpened` only a millisecond later.
    world.shutDownInOrder()
    world.advance(.seconds(600))
    #expect(world.operations.isEmpty)
    #expect(world.sight.stoppedByOthers)
  }

  @Test func `respects it as well when a ping was refused before the machine went`() {
    let world = healthyWorld()
    world.endStreams(.timedOut)
    world.engine = .refused
    world.advance(.milliseconds(1500))
    world.state = .stopped
    world.advance(.seconds(600))
    #expect(world.operations.isEmpty)
    #expect(world.sight.stoppedByOthers)
  }

  @Test func `takes an engine that answers again for one that nobody shut down`() {
    let world = healthyWorld()
    world.endStreams(.timedOut)
    world.engine = .refused
    world.advance(.milliseconds(1500))
    world.engine = .up
    world.advance(.seconds(5))
    world.killInstance()
    #expect(world.advance(upTo: .seconds(20)) { world.operations == [.start] })
  }

  @Test func `pings at once when the stream cannot be opened`() {
    let world = World()
    world.send(.begun)
    #expect(world.advance(upTo: .seconds(20)) { world.supervisor.posture == .up })
    let before = world.log.count
    world.endStreams(.failed(reason: "no answer"))
    #expect(world.log[before...].contains { if case .ping = $0.effect { true } else { false } })
  }

  @Test func `starts it all the same where the policy says so`() {
    var settings = HostSettings()
    settings.policy.externalStop = .restart
    let world = healthyWorld(settings)
    world.shutDownInOrder()
    #expect(world.advance(upTo: .seconds(60)) { world.supervisor.posture == .up })
    #expect(world.operations == [.start])
  }

  @Test func `forgets the outside stop when the instance runs again`() {
    let world = healthyWorld()
    world.shutDownInOrder()
    world.advance(.seconds(120))
    world.state = .running
    world.engine = .up
    #expect(world.advance(upTo: .seconds(120)) { world.supervisor.posture == .up })
    #expect(!world.memory.stoppedByOthers)
    world.killInstance()
    #expect(world.advance(upTo: .seconds(20)) { world.operations == [.start] })
  }

  @Test func `takes a refusal beside an open stream for an orderly stop and gives the stream up`() {
    let world = healthyWorld()
    world.engine = .refused
    world.advance(.seconds(11))
    #expect(world.sight.engine == .down)
    #expect(world.streams.isEmpty)
  }

  @Test func `never acts on a host whose state Multipass does not know`() {
    let world = healthyWorld()
    world.engine = .unreachable
    world.state = .unknown
    world.advance(.seconds(3600))
    #expect(world.operations.isEmpty)
    #expect(world.supervisor.posture == .waiting)
  }

  @Test func `doubles the pause between starts of an instance that keeps dying`() {
    let world = healthyWorld()
    for _ in 0..<3 {
      world.killInstance()
      #expect(world.advance(upTo: .seconds(120)) { world.supervisor.posture != .up })
      #expect(world.advance(upTo: .seconds(120)) { world.supervisor.posture == .up })
    }
    world.killInstance()
    #expect(world.advance(upTo: .seconds(20)) { world.sight.instance == .stopped })
    world.advance(.seconds(8))
    #expect(world.operations.count == 3)
    #expect(world.advance(upTo: .seconds(60)) { world.operations.count == 4 })
  }

  @Test func `finds containerd dead or hung after two looks`() {
    for trouble in [VersionAnswer.answered(containerd: false), .timedOut] {
      let world = healthyWorld()
      world.containerd = trouble
      world.advance(.seconds(70))
      #expect(world.sight.containerd == nil)
      world.advance(.seconds(70))
      #expect(world.sight.containerd == trouble)
      #expect(world.supervisor.posture == .up)
    }
  }

  @Test func `believes a clock that is off after two replies`() {
    let world = healthyWorld()
    world.skew = .seconds(-40)
    world.advance(.seconds(10))
    #expect(world.sight.skew == nil)
    world.advance(.seconds(10))
    #expect(world.sight.skew == .seconds(-40))
    world.skew = .milliseconds(300)
    world.advance(.seconds(10))
    #expect(world.sight.skew == nil)
  }
}
