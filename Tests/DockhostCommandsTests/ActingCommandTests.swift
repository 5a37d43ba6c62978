import DockhostInterface
import Varlink
import Testing

@testable import DockhostCommands

@Suite struct ActingCommands {
  @Test(arguments: [
    (["start"], SupervisorInterface.Method.start), (["stop"], .stop), (["restart"], .restart), (["check"], .check),
    (["pause"], .pause), (["resume"], .resume),
  ])
  func `calls its method for the host, and for the default host`(
    command: [String], method: SupervisorInterface.Method
  ) throws {
    let daemon = FakeDaemon { call in
      guard call.method == method, call.head.more else { return call.hangUp() }
      call.reply(ActionReply(host: .sample(call.host ?? "default")))
    }
    #expect(try run(command, with: daemon).output.contains("default"))
    #expect(try run(command + ["one"], with: daemon).output.contains("one"))
  }

  @Test(arguments: [([], RestartTarget.instance), (["--engine"], .engine)])
  func `restarts the instance, or the engine alone`(options: [String], target: RestartTarget) throws {
    let daemon = FakeDaemon { call in
      let parameters = call.parameters(RestartParameters.self)
      parameters == RestartParameters(host: "one", what: target)
        ? call.reply(ActionReply(host: .sample())) : call.hangUp()
    }
    #expect(try run(["restart", "one"] + options, with: daemon).status == 0)
  }

  /// A daemon that starts a host in three replies.
  private let starting = FakeDaemon { call in
    call.reply(ActionReply(host: .absent("docker-host", .starting), step: "starting the instance"), continues: true)
    call.reply(ActionReply(host: .absent("docker-host", .starting), step: "waiting for Docker"), continues: true)
    call.reply(ActionReply(host: .sample()))
  }

  @Test func `tells the steps in lines, and the end`() throws {
    #expect(
      try run("start", with: starting)
        == Outcome(
          status: 0, output: "docker-host healthy, Docker 28.1.1 at 10.231.0.7:2375, 3 containers\n",
          errors: "docker-host: starting the instance\ndocker-host: waiting for Docker\n"))
  }

  @Test func `is quiet if asked to`() throws {
    #expect(try run("start", "--quiet", with: starting) == Outcome(status: 0, output: "", errors: ""))
  }

  @Test func `prints each reply as it came`() throws {
    let outcome = try run("start", "--json", with: starting)
    #expect(outcome.errors == "")
    #expect(outcome.output.split(separator: "\n").count == 3)
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.hasPrefix("{\"host\":{") && $0.hasSuffix("}") })
  }

  @Test func `shows the status after a check`() throws {
    let daemon = FakeDaemon { $0.reply(ActionReply(host: .absent("docker-host", .waiting, [.engineDown]))) }
    let outcome = try run("check", with: daemon)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\n  error   engine-down: "))
  }

  @Test func `leaves when the work is taken on`() throws {
    let daemon = FakeDaemon { call in
      call.reply(ActionReply(host: .absent("one", .starting), step: "starting the instance"), continues: true)
      call.awaitLeave()
    }
    #expect(
      try run("start", "--no-wait", with: daemon)
        == Outcome(status: 0, output: "dockhostd goes on starting 'one'\n", errors: ""))
  }

  @Test func `leaves a daemon that has nothing to say yet`() throws {
    let daemon = FakeDaemon { $0.awaitLeave() }
    #expect(
      try run("stop", "--no-wait", with: daemon)
        == Outcome(status: 0, output: "dockhostd goes on stopping the default host\n", errors: ""))
  }

  @Test(arguments: ["start", "stop", "restart", "check"])
  func `ends with 75 when the time has passed`(command: String) throws {
    let daemon = FakeDaemon { $0.awaitLeave() }
    let outcome = try run(command, "one", "--timeout", "20ms", with: daemon)
    #expect(outcome.status == 75)
    #expect(outcome.output == "")
    #expect(
      outcome.errors.contains("'one' was not done within 20 ms; dockhostd goes on\n  see: dockhostctl watch one\n"))
  }

  @Test(
    arguments: [
      (
        SupervisorError.noSuchHost(host: "x"), 4,
        "there is no host 'x' in the configuration\n  see: dockhostctl list, or add it: dockhostctl up x"
      ),
      (
        .ambiguousHost(hosts: ["a", "b"]), 64,
        "which host? Name one of 'a', 'b'\n  or set default-host in the configuration, then: dockhostctl reload"
      ),
      (
        .notRunning(host: "a", phase: .stopped), 1, "'a' does not run: it is stopped\n  try: dockhostctl start a"
      ),
      (
        .notRunning(host: "a", phase: .absent), 1,
        "the instance of 'a' does not exist\n  create it: dockhostctl up a"
      ),
      (.busy(host: "a", operation: "stop"), 1, "'a' is busy: stop\n  see: dockhostctl watch a"),
      (
        .multipassUnavailable(reason: "it hangs"), 1, "Multipass cannot be used: it hangs\n  see: dockhostctl status"
      ),
      (.timeout(host: "a", seconds: 420), 1, "'a' was not there after 7 min\n  see: dockhostctl status a"),
    ] as [(SupervisorError, Int32, String)])
  func `says why the daemon refuses`(error: SupervisorError, status: Int32, text: String) throws {
    let daemon = FakeDaemon { $0.fail(error) }
    #expect(
      try run("start", with: daemon) == Outcome(status: status, output: "", errors: "dockhostctl: \(text)\n"))
  }

  @Test func `asks again when the daemon went away`() throws {
    let calls = Counter()
    let daemon = FakeDaemon { call in
      guard calls.next() == 1 else { return call.reply(ActionReply(host: .sample("one"))) }
      call.reply(ActionReply(host: .absent("one", .starting), step: "starting the instance"), continues: true)
      call.hangUp()
    }
    let outcome = try run("start", with: daemon)
    #expect(outcome.status == 0)
    #expect(
      outcome.errors == """
        one: starting the instance
        dockhostd went away; waiting for it to come back

        """)
  }

  @Test func `never asks twice for a restart`() throws {
    let daemon = FakeDaemon { call in
      call.reply(ActionReply(host: .sample("one", .recovering), step: "restarting the instance"), continues: true)
      call.hangUp()
    }
    let outcome = try run("restart", "--quiet", with: daemon)
    #expect(outcome.status == 69)
    #expect(
      outcome.errors == """
        dockhostctl: dockhostd went away while it was restarting 'one'; how that ended is not known
          see: dockhostctl status

        """)
  }
}
