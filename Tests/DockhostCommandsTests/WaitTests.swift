import DockhostInterface
import Testing

@testable import DockhostCommands

@Suite struct Waiting {
  /// A daemon whose hosts change as told.
  private func daemon(_ replies: [Host]...) -> FakeDaemon {
    FakeDaemon { call in
      for (index, hosts) in replies.enumerated() {
        call.reply(MonitorReply(sequence: index + 1, hosts: hosts), continues: true)
      }
      call.awaitLeave()
    }
  }

  @Test func `ends once every host is healthy`() throws {
    let outcome = try run(
      "wait",
      with: daemon([.absent("a", .starting), .absent("b", .waiting, [.engineDown])], [.sample("b")], [.sample("a")]))
    #expect(outcome.status == 0)
    #expect(
      outcome.output == """
        a healthy, Docker 28.1.1 at 10.231.0.7:2375, 3 containers
        b healthy, Docker 28.1.1 at 10.231.0.7:2375, 3 containers

        """)
    #expect(
      outcome.errors == """
        a starting; b waiting, engine-down: Docker Engine on 'docker-host' is down.
        a starting

        """)
  }

  @Test func `does not wait for what is stopped as wished`() throws {
    #expect(try run("wait", "-q", with: daemon([.stoppedAsWished])) == Outcome(status: 3, output: "", errors: ""))
    #expect(
      try run("wait", "-q", with: daemon([.stoppedAsWished, .absent("a", .starting)], [.sample("a")])).status == 3)
  }

  @Test func `does not wait for a host that has gone`() throws {
    let daemon = FakeDaemon { call in
      call.reply(MonitorReply(sequence: 1, hosts: [.sample("a"), .absent("b", .starting)]), continues: true)
      call.reply(MonitorReply(sequence: 2, hosts: [], gone: ["b"]), continues: true)
      call.awaitLeave()
    }
    let outcome = try run("wait", "-q", "--timeout", "20s", with: daemon)
    #expect(outcome == Outcome(status: 0, output: "", errors: ""))
  }

  @Test func `does not wait for what was given up`() throws {
    #expect(try run("wait", with: daemon([.absent("a", .starting), .absent("b", .gaveUp)])).status == 1)
  }

  @Test func `ends with 75 when the time has passed, and says what is missing`() throws {
    let outcome = try run(
      "wait", "-q", "--timeout", "50ms",
      with: daemon([.absent("a", .gaveUp, []), .sample()].dropFirst() + [.absent("b", .waiting)]))
    #expect(
      outcome
        == Outcome(
          status: 75, output: "",
          errors: "dockhostctl: still not healthy after 50 ms: 'b' is waiting\n  see: dockhostctl status\n"))
  }

  @Test func `is not ended by a restart of the daemon`() throws {
    let calls = Counter()
    let daemon = FakeDaemon { call in
      guard calls.next() == 1 else { return call.reply(MonitorReply(sequence: 1, hosts: [.sample()]), continues: true) }
      call.reply(MonitorReply(sequence: 1, hosts: [.absent("docker-host", .starting)]), continues: true)
      call.hangUp()
    }
    #expect(try run("wait", with: daemon).status == 0)
  }

  @Test func `leaves on Ctrl-C`() throws {
    let daemon = daemon([.absent("a", .starting)])
    let program = try Program(["wait"], with: daemon)
    try program.awaitErrors("a starting\n")
    program.signal(2)
    #expect(
      try program.end()
        == Outcome(status: 130, output: "", errors: "dockhostctl: left before every host was healthy\n"))
  }
}
