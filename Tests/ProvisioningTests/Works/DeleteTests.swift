import Multipass
import Provisioning
import Supervision
import Testing

@Suite struct DeleteTests {
  @Test(arguments: [false, true])
  func `asks first, and deletes nothing until then`(_ purge: Bool) {
    for state in InstanceState.allCases where state != .deleted || purge {
      var world = WorkWorld(things: WorkWorld.Things(instance: state))
      let question = world.run(WorkWorld.delete(purge: purge)).end.question
      #expect(question?.key == Consent.delete)
      #expect(question?.details.contains { $0.contains(purge ? "for good" : "multipass recover") } == true)
      #expect(world.count.deletions == 0)
    }
  }

  @Test func `deletes what the user agreed to`() {
    var world = WorkWorld.running()
    let run = world.run(WorkWorld.delete(agreed: [Consent.delete]))
    #expect(world.things.instance == .deleted)
    #expect(run.end.lines.last?.contains("`multipass recover docker-host`") == true)
    #expect(world.run(WorkWorld.delete(purge: true, agreed: [Consent.delete])).end.isDone)
    #expect(world.things.instance == nil)
    #expect(world.run(WorkWorld.delete(agreed: [Consent.delete])).end == .done(["there is no instance 'docker-host'"]))
    #expect(world.count.deletions == 2)
  }

  @Test func `tells why Multipass did not delete it`() {
    var world = WorkWorld.running()
    world.refusal = ("delete", "The process did not finish within 300000 milliseconds")
    let failure = world.run(WorkWorld.delete(agreed: [Consent.delete])).end.failure
    #expect(failure?.hint.contains("multipass stop --force docker-host") == true)
  }

  @Test func `is safe to run again after a death in any step`() {
    let wished = WorkWorld.delete(purge: true, agreed: [Consent.delete])
    for step in 0..<3 {
      for moment in Death.Moment.allCases {
        var world = WorkWorld.running()
        world.run(wished, dying: Death(step: step, moment: moment))
        #expect(world.run(wished).end.isDone)
        #expect(world.things.instance == nil)
        #expect(world.count.deletions == 1)
      }
    }
  }
}
