import Multipass
import Provisioning
import Supervision
import Testing

@Suite struct UpgradeTests {
  @Test func `goes to the latest version, and containers live on`() {
    var world = WorkWorld.running(containers: 3)
    let run = world.run(WorkWorld.upgrade())
    #expect(run.end.lines.contains("Docker Engine 29.1.0 answers on port 2375 of 'docker-host'"))
    #expect(world.things.guest.engineVersion == "29.1.0")
    #expect(world.things.guest.containersStopped == 0)
    #expect(world.count.stops == 0)
  }

  @Test func `does nothing where there is nothing newer`() {
    var world = WorkWorld.running(containers: 3, engine: "29.1.0")
    let run = world.run(WorkWorld.upgrade(agreed: []))
    #expect(run.end.isDone)
    #expect(world.count.changes == 0)
  }

  @Test func `offers a snapshot, and says which containers run and what becomes of them`() {
    var world = WorkWorld.running(containers: 2)
    let question = world.run(WorkWorld.upgrade(agreed: [])).end.question
    #expect(question?.key == Consent.snapshot)
    #expect(question?.details.contains("Running now: box0, box1.") == true)
    #expect(question?.details.contains { $0.contains("live-restore") } == true)
    #expect(world.count.changes == 0)
  }

  @Test func `takes the snapshot of a stopped instance, and starts it`() {
    var world = WorkWorld.running()
    let run = world.run(WorkWorld.upgrade(agreed: [Consent.snapshot]))
    #expect(run.steps.suffix(5) == ["stop", "snapshot", "start", "apply", "engine"])
    #expect(world.things.snapshots == ["engine-29-0-2"])
    #expect(run.end.lines.last?.contains("multipass restore docker-host.engine-29-0-2") == true)
  }

  @Test func `gives the snapshot another name where there is one`() {
    var world = WorkWorld.running()
    world.things.snapshots = ["engine-29-0-2"]
    #expect(world.run(WorkWorld.upgrade(agreed: [Consent.snapshot])).end.isDone)
    #expect(world.things.snapshots == ["engine-29-0-2", "engine-29-0-2-2"])
  }

  @Test(arguments: ["stop", "snapshot"])
  func `starts the instance and changes nothing when there can be no snapshot`(_ verb: String) {
    var world = WorkWorld.running()
    world.refusal = (verb, "The snapshots feature is not implemented on this backend.")
    let run = world.run(WorkWorld.upgrade(agreed: [Consent.snapshot]))
    #expect(run.steps.last == "start")
    #expect(run.end.failure?.reason == "this Multipass takes no snapshots")
    #expect(world.things.instance == .running)
    #expect(world.count.changes == 0)
  }

  @Test func `asks across a major version, before the snapshot`() {
    var world = WorkWorld.running(engine: "28.5.2")
    let question = world.run(WorkWorld.upgrade(agreed: [Consent.snapshot])).end.question
    #expect(question?.key == Consent.majorUpgrade)
    #expect(question?.text.contains("from 28.5.2 to 29.1.0") == true)
    #expect(world.count.stops == 0)
    #expect(world.run(WorkWorld.upgrade(agreed: [Consent.snapshot, Consent.majorUpgrade])).end.isDone)
    #expect(world.things.guest.engineVersion == "29.1.0")
  }

  @Test func `asks before containers stop that do not live through it`() {
    var world = WorkWorld.running(containers: 2, liveRestore: false)
    let question = world.run(WorkWorld.upgrade()).end.question
    #expect(question?.key == Consent.restartEngine)
    #expect(question?.details.first == "Running now: box0, box1.")
    #expect(world.run(WorkWorld.upgrade(agreed: [Consent.noSnapshot, Consent.restartEngine])).end.isDone)
  }

  @Test(arguments: ["28.5.2", "5:28.5.2-1~ubuntu.24.04~noble", "28", "20.10"])
  func `refuses a way back that cannot read the data`(_ version: String) {
    var world = WorkWorld.running(engine: "29.1.0")
    let failure = world.run(WorkWorld.upgrade(version)).end.failure
    #expect(failure?.reason.contains("/var/lib/docker") == true)
    #expect(failure?.hint.contains("multipass restore docker-host.SNAPSHOT") == true)
    #expect(world.count.changes == 0)
  }

  @Test func `goes back within a major version`() {
    var world = WorkWorld.running(engine: "29.1.0")
    #expect(world.run(WorkWorld.upgrade("29.0.2")).end.isDone)
    #expect(world.things.guest.engineVersion == "29.0.2")
  }

  @Test func `stays within what the configuration pins, unless another version is named`() {
    var settings = GuestSettings()
    settings.engine.version = "29.0.2"
    var world = WorkWorld.running()
    func upgrade(_ version: String?) -> Upgrade {
      Upgrade(
        host: WorkWorld.host, settings: settings, version: version, debs: [], routes: [], sources: UpTests.sources,
        agreed: [Consent.noSnapshot])
    }
    #expect(world.run(upgrade(nil)).end.isDone)
    #expect(world.things.guest.engineVersion == "29.0.2")
    #expect(world.run(upgrade("latest")).end.lines.last?.contains("pins version '29.0.2'") == true)
    #expect(world.things.guest.engineVersion == "29.1.0")
  }

  @Test func `makes no instance`() {
    var world = WorkWorld()
    #expect(world.run(WorkWorld.upgrade()).end.failure?.hint == "`dockhostctl up docker-host` creates it")
    #expect(world.count.launches == 0)
  }

  @Test func `names the way back when it fails after the snapshot`() {
    var world = WorkWorld.running()
    world.things.guest.fault = "the engine does not start"
    let failure = world.run(WorkWorld.upgrade(agreed: [Consent.snapshot])).end.failure
    #expect(failure?.reason == "the engine does not start")
    #expect(failure?.hint.contains("multipass restore docker-host.engine-29-0-2") == true)
  }

  @Test func `is safe to run again after a death in any step`() {
    let wished = WorkWorld.upgrade(agreed: [Consent.snapshot])
    var whole = WorkWorld.running()
    let steps = whole.run(wished).steps
    for step in steps.indices {
      for moment in Death.Moment.allCases {
        var world = WorkWorld.running()
        world.run(wished, dying: Death(step: step, moment: moment))
        #expect(world.run(wished).end.isDone, "\(steps[step]), \(moment)")
        #expect(world.things.guest == whole.things.guest, "\(steps[step]), \(moment)")
        #expect(world.things.instance == .running)
      }
    }
  }

  @Test(arguments: [
    ("5:24.0.9-1~ubuntu.22.04~jammy", 24), ("20.10.24+dfsg1", 20), ("29.1.3", 29), ("24", 24),
  ])
  func `reads the major version of every way to write one`(_ version: String, _ expected: Int) {
    var world = WorkWorld.running(engine: "\(expected + 1).0.0")
    #expect(world.run(WorkWorld.upgrade(version)).end.failure?.step == "upgrade")
  }
}
