import Multipass
import Provisioning
import Supervision
import Testing

@Suite struct VerifyAndForgetTests {
  @Test func `tells what works`() {
    var world = WorkWorld.running()
    #expect(world.run(WorkWorld.verify).end == .done(["works: run: a container ran"]))
  }

  @Test func `takes everything back, and keeps the instance`() {
    var world = WorkWorld.running(containers: 2)
    let run = world.run(WorkWorld.forget)
    #expect(run.end.lines.last?.contains("are kept") == true)
    #expect(world.things.guest.setup == .none)
    #expect(world.things.guest.containersStopped == 0)
    #expect(world.things.instance == .running)
    #expect(world.count.deletions == 0)
  }

  @Test func `does not stop containers to take things back`() {
    var world = WorkWorld.running(containers: 2, liveRestore: false)
    #expect(world.run(WorkWorld.forget).end.failure?.hint.contains("docker stop box0 box1") == true)
    #expect(world.things.guest.setup == .dockhost)
  }

  @Test func `has nothing to take back where there is no instance`() {
    var world = WorkWorld()
    #expect(world.run(WorkWorld.forget).end.isDone)
  }

  @Test(arguments: InstanceState.allCases.filter { $0 != .running })
  func `need an instance that runs`(_ state: InstanceState) {
    var world = WorkWorld(things: WorkWorld.Things(instance: state))
    #expect(world.run(WorkWorld.verify).end.failure?.hint.contains("`") == true)
    #expect(world.run(WorkWorld.forget).end.failure?.hint.contains("`") == true)
  }
}
