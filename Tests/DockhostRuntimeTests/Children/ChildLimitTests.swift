import CLinux
import Glibc
import Multipass
import Supervision
import Testing

@testable import DockhostRuntime

@Suite(.timeLimit(.minutes(1))) struct ChildLimits {
  private let runner = makeRunner()
  private let folder = TemporaryFolder()

  @Test func `ends the whole group when the limit passes`() async {
    let life = Fifo.read(in: folder, "life")
    let end = await runner.run("echo begun; sleep 1000 > \(life.path) & wait", limit: .seconds(1))
    #expect(end == CommandEnd(exit: .limitPassed, output: "begun\n"))
    #expect(await life.next() == "")
  }

  @Test func `ends a group that does not listen two seconds later`() async {
    let life = Fifo.read(in: folder, "life")
    let begin = Clock.now()
    let end = await runner.run(
      "trap '' TERM; echo deaf; (sleep 1000; sleep 1000) > \(life.path)", limit: .seconds(1))
    #expect(end.exit == .limitPassed)
    #expect(Clock.now() - begin >= .seconds(2))
    #expect(await life.next() == "")
  }

  @Test func `calls it a passed limit whatever the child makes of the signal`() async {
    let end = await runner.run("trap 'exit 0' TERM; while :; do sleep 1000 & wait; done", limit: .seconds(1))
    #expect(end.exit == .limitPassed)
  }

  @Test func `does not wait for those whom a child left its pipes`() async {
    let life = Fifo.read(in: folder, "life")
    let end = await runner.run("exec 3> \(life.path); sleep 1000 & echo done")
    #expect(end == CommandEnd(exit: .code(0), output: "done\n"))
    #expect(await life.next() == "")
  }

  @Test func `does not wait for those who left the group either`() async {
    let gate = Fifo.write(in: folder, "gate")
    let life = Fifo.read(in: folder, "life")
    let end = await runner.run("exec 3> \(life.path); setsid head -n 1 \(gate.path) & echo done", limit: .seconds(30))
    #expect(end == CommandEnd(exit: .code(0), output: "done\n"))
    // Whether it has opened the gate by now or will, there is a line in it.
    gate.send("over\n")
    #expect(await life.next() == "")
    gate.close()
  }

  @Test func `ends all that may be ended when told to`() async {
    let life = Fifo.read(in: folder, "life")
    async let end = runner.run("echo lives > \(life.path); sleep 1000")
    #expect(await life.next() == "lives\n")
    runner.killAll()
    #expect(await end.exit == .signal(SIGKILL))
  }
}
