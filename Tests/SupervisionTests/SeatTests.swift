import Supervision
import Testing

@Suite struct Seats {
  private func world(_ state: InstanceState? = .running) -> World {
    let world = World()
    world.state = state
    world.send(.begun)
    world.advance(.seconds(20))
    return world
  }

  private func commands(of world: World, since: Int) -> [Effect] {
    world.log[since...].map(\.effect).filter {
      switch $0 {
      case .askState, .askAddress, .operate: true
      default: false
      }
    }
  }

  @Test func `are lent at once where no command runs, and no command runs until they are back`() {
    let world = world(.stopped)
    world.advance(.seconds(60))
    world.killInstance()
    world.advance(.seconds(120))
    let borrower = world.request(.work("up"))
    #expect(world.advance(upTo: .seconds(10)) { world.answer(to: borrower) == .done })
    let before = world.log.count
    world.killInstance()
    world.advance(.seconds(3600))
    #expect(commands(of: world, since: before).isEmpty)
    world.send(.returned(Legacy()))
    world.advance(.seconds(60))
    #expect(!commands(of: world, since: before).isEmpty)
  }

  @Test func `are lent after the command that runs`() {
    let world = World()
    world.state = .stopped
    world.send(.begun)
    #expect(world.advance(upTo: .seconds(20)) { world.operations == [.start] })
    let borrower = world.request(.work("up"))
    #expect(world.answer(to: borrower) == nil)
    #expect(world.advance(upTo: .seconds(10)) { world.answer(to: borrower) == .done })
    #expect(world.children.isEmpty)
  }

  @Test(arguments: [Request.start, .stop, .restartInstance, .restartEngine, .work("resize")])
  func `are not lent twice, and what would need one is told who has it`(request: Request) {
    let world = world()
    world.request(.work("up"))
    let desired = world.supervisor.desired
    #expect(world.answer(to: world.request(request)) == .refused(.busy("up")))
    #expect(world.supervisor.desired == desired)
    let check = world.request(.check)
    world.advance(.seconds(5))
    #expect(world.answer(to: check) == .done)
  }

  @Test func `take the place of what was asked for before`() {
    let world = world(.stopped)
    world.advance(.seconds(60))
    let start = world.request(.restartInstance)
    world.request(.work("up"))
    #expect(world.answer(to: start) == .refused(.busy("up")))
  }

  @Test func `bring back where the engine is and what is wanted`() {
    let world = world(nil)
    world.request(.work("up"))
    world.advance(.seconds(60))
    #expect(world.supervisor.posture == .starting)
    world.state = .running
    world.address = "10.231.0.9"
    var legacy = Legacy()
    legacy.address = "10.231.0.9"
    legacy.desired = .running
    legacy.hasRestarted = true
    world.send(.returned(legacy))
    #expect(world.advance(upTo: .seconds(5)) { world.supervisor.posture == .up })
    #expect(world.memory.address == "10.231.0.9")
    #expect(world.supervisor.desired == .running)
  }

  @Test func `end a pause where the work says what is wanted`() {
    let world = world()
    world.request(.pause)
    world.request(.work("up"))
    world.advance(.seconds(1))
    world.send(.returned(Legacy()))
    #expect(world.memory.paused)
    world.request(.work("up"))
    world.advance(.seconds(1))
    var legacy = Legacy()
    legacy.desired = .running
    world.send(.returned(legacy))
    #expect(!world.memory.paused)
  }

  @Test func `leave nothing of an instance that is gone`() {
    let world = world()
    world.request(.work("delete"))
    world.advance(.seconds(1))
    world.state = nil
    var legacy = Legacy()
    legacy.isGone = true
    world.send(.returned(legacy))
    world.advance(.seconds(300))
    #expect(world.memory.address == nil)
    #expect(world.supervisor.posture == .absent)
    #expect(world.operations.isEmpty)
  }

  @Test func `cannot be given back by somebody who has none`() {
    let world = world()
    let before = world.supervisor
    world.send(.returned(Legacy()))
    #expect(world.supervisor == before)
  }
}
