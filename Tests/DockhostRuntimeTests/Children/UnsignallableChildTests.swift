import CLinux
import Glibc
import Multipass
import Systemd
import Testing

@testable import DockhostRuntime

@Suite(.timeLimit(.minutes(1))) struct UnsignallableChildren {
  private let folder = TemporaryFolder()

  private func request(_ script: String, limit: Duration? = nil) -> ChildRequest {
    ChildRequest(program: "sh", arguments: ["-c", script], limit: limit, mayBeSignalled: false)
  }

  @Test func `reports once that the limit passed, and waits on`() async {
    let gate = Fifo.write(in: folder, "gate")
    var reports = 0
    let end = await makeRunner().run(
      request(
        "trap 'echo signalled' TERM HUP INT; read line < \(gate.path); echo $line; echo err >&2; exit 4",
        limit: .milliseconds(50))
    ) {
      reports += 1
      gate.send("late\n")
    }
    #expect(end == CommandEnd(exit: .code(4), output: "late\n", errorOutput: "err\n"))
    #expect(reports == 1)
  }

  @Test func `is not ended with the others`() async {
    let gate = Fifo.write(in: folder, "gate")
    let runner = makeRunner()
    async let end = runner.run(request("read line < \(gate.path); exit 4"))
    await withCheckedContinuation { next in later { next.resume() } }
    runner.killAll()
    gate.send("now\n")
    #expect(await end.exit == .code(4))
    gate.close()
  }

  @Test func `leaves alone what the child left behind`() async {
    let gate = Fifo.write(in: folder, "gate")
    let life = Fifo.read(in: folder, "life")
    let end = await makeRunner().run(request("(read line < \(gate.path); echo $line) > \(life.path) & echo done"))
    #expect(end == CommandEnd(exit: .code(0), output: "done\n"))
    gate.send("alive\n")
    #expect(await life.next() == "alive\n")
    gate.close()
  }

  @Test func `prints on after the daemon's death`() async throws {
    let gate = Fifo.write(in: folder, "gate")
    let life = Fifo.read(in: folder, "life")
    // More than a pipe takes that nobody made larger.
    let script =
      "read line < \(gate.path); head -c 500000 /dev/zero && echo into the void >&2 && echo $line > \(life.path)"
    await #expect(processExitsWith: .exitCode(7)) {
      @MainActor [script = script as String] in
      let request = ChildRequest(program: "sh", arguments: ["-c", script], limit: nil, mayBeSignalled: false)
      makeRunner().run(request, overran: {}) { _ in }
      exit(7)
    }
    gate.send("alive\n")
    #expect(await life.next() == "alive\n")
    gate.close()
  }

  @Test func `lives in a scope of its own where the daemon is a unit`() async {
    let script = #"echo "$@" > \#(folder.path)/arguments; while [ "$1" != -- ]; do shift; done; shift; exec "$@""#
    _ = folder.file("systemd-run", "#!/bin/sh\n\(script)\n", mode: 0o700)
    let runner = makeRunner(manager: .user, path: "\(folder.path):/usr/bin:/bin")
    let end = await runner.run(request("echo $$", limit: .seconds(360)))
    #expect(end.exit == .code(0))
    #expect(
      folder.read("arguments").hasPrefix(
        "--user --scope --quiet --collect --property=KillSignal=SIGCONT --property=SendSIGKILL=no "
          + "--property=TimeoutStopSec=360 -- /usr/bin/sh -c echo"))
  }

  @Test func `runs all the same where no scope can be had`() async {
    _ = folder.file(
      "systemd-run", "#!/bin/sh\necho 'Failed to connect to bus: No medium found' >&2\nexit 1\n", mode: 0o700)
    let runner = makeRunner(manager: .user, path: "\(folder.path):/usr/bin:/bin")
    #expect(await runner.run(request("echo ran")) == CommandEnd(exit: .code(0), output: "ran\n"))
  }
}
