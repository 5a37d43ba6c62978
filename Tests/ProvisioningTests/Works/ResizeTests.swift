import Multipass
import Provisioning
import Supervision
import Testing

@Suite struct ResizeTests {
  @Test func `stops, sets and starts, and waits for the engine`() {
    var world = WorkWorld.running()
    let run = world.run(WorkWorld.resize(4, "8G", "60G"))
    #expect(run.end.isDone)
    #expect(
      run.steps == ["look", "sizes", "sizes", "sizes", "observe", "stop", "set", "set", "set", "start", "engine"])
    #expect((world.things.cpus, world.things.memory, world.things.disk) == ("4", "8.0GiB", "60.0GiB"))
    #expect(world.things.instance == .running)
    #expect(run.end.lines.first == "cpus of 'docker-host': 4, was 2")
  }

  @Test func `leaves alone what has its size already`() {
    var world = WorkWorld.running(containers: 3)
    let run = world.run(WorkWorld.resize(2, "4G"))
    #expect(run.end == .done(["'docker-host' has these sizes already"]))
    #expect(world.count.stops == 0)
  }

  @Test func `asks when containers run, and names them`() {
    var world = WorkWorld.running(containers: 2)
    let question = world.run(WorkWorld.resize(4)).end.question
    #expect(question?.key == Consent.stopContainers)
    #expect(question?.text.contains("2 running containers") == true)
    #expect(question?.details.first == "Running now: box0, box1.")
    #expect(world.count.stops == 0)
    let run = world.run(WorkWorld.resize(4, agreed: [Consent.stopContainers]))
    #expect(run.end.isDone)
    #expect(world.things.cpus == "4")
  }

  @Test func `refuses a smaller disk before anything is stopped`() {
    var world = WorkWorld.running()
    let failure = world.run(WorkWorld.resize(4, nil, "20G")).end.failure
    #expect(failure?.reason.contains("a disk only grows") == true)
    #expect(world.count.stops == 0)
    #expect(world.things.cpus == "2")
  }

  @Test func `leaves a stopped instance stopped`() {
    var world = WorkWorld.running()
    world.things.instance = .stopped
    let run = world.run(WorkWorld.resize(4))
    #expect(run.end.lines.last == "'docker-host' stays stopped; `dockhostctl start docker-host` starts it")
    #expect(world.things.instance == .stopped)
    #expect(world.things.cpus == "4")
  }

  @Test(arguments: ["set", "stop"])
  func `starts the instance again when something fails in the middle`(_ verb: String) {
    var world = WorkWorld.running()
    world.refusal = (verb, "Memory less than 128.0MiB minimum not allowed")
    let run = world.run(WorkWorld.resize(4, "1K"))
    #expect(run.steps.last == "start")
    #expect(run.end.failure?.reason.contains("does not take this size") == true)
    #expect(world.things.instance == .running)
  }

  @Test func `tells both failures when it cannot start the instance again`() {
    var world = WorkWorld.running()
    var work = WorkWorld.resize(4)
    while case .perform(let step) = work.move {
      let isChange = ["set", "start"].contains(step.name)
      work.take(isChange ? .ended(world.failure("the \(step.name) broke")) : world.perform(step.action))
    }
    #expect(work.move.failure?.reason.contains("the set broke") == true)
    #expect(work.move.failure?.reason.contains("the start broke") == true)
  }

  @Test(
    arguments: [
      (nil, "dockhostctl up docker-host"), (.suspended, "dockhostctl start"), (.unknown, "dockhostctl up"),
      (.deleted, "multipass recover"), (.starting, "dockhostctl wait"),
    ] as [(InstanceState?, String)])
  func `refuses an instance that cannot be stopped in order`(_ state: InstanceState?, _ hint: String) {
    var world = WorkWorld(things: WorkWorld.Things(instance: state))
    let run = world.run(WorkWorld.resize(4))
    #expect(run.end.failure?.hint.contains(hint) == true)
    #expect(world.count.stops == 0)
  }

  @Test func `needs a size, a fitting number and a name`() {
    #expect(WorkWorld.resize().move.failure?.reason.contains("no size") == true)
    #expect(WorkWorld.resize(0).move.failure?.reason.contains("'0' CPUs") == true)
    #expect(
      Resize(host: "-x", cpus: 2, memory: nil, disk: nil, agreed: []).move.failure?.reason.contains("'-x'") == true)
  }

  @Test func `is safe to run again after a death in any step`() {
    let wished = WorkWorld.resize(4, "8G", agreed: [Consent.stopContainers])
    var whole = WorkWorld.running()
    let steps = whole.run(wished).steps
    for step in steps.indices {
      for moment in Death.Moment.allCases {
        var world = WorkWorld.running()
        world.run(wished, dying: Death(step: step, moment: moment))
        // The supervisor starts what is to run, or the user does.
        if [.stopped, .starting].contains(world.things.instance) { world.things.instance = .running }
        #expect(world.run(wished).end.isDone, "\(steps[step]), \(moment)")
        #expect(world.things == whole.things, "\(steps[step]), \(moment)")
      }
    }
  }
}
