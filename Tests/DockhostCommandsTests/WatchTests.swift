import DockhostInterface
import Glibc
import Testing

@testable import DockhostCommands

@Suite struct Watching {
  @Test func `prints a line for each change that shows`() throws {
    let daemon = FakeDaemon { call in
      call.reply(MonitorReply(sequence: 1, hosts: [.sample(), .stoppedAsWished]), continues: true)
      // Nothing that the line would show.
      var same = Host.sample()
      same.instance.state = "Running"
      same.lastIncident = .over
      call.reply(MonitorReply(sequence: 2, hosts: [same]), continues: true)
      call.reply(MonitorReply(sequence: 3, hosts: [.absent("docker-host", .suspect, [.engineDown])]), continues: true)
      call.awaitLeave()
    }
    let program = try Program(["watch"], with: daemon)
    try program.awaitOutput("Z docker-host healthy, Docker 28.1.1 at 10.231.0.7:2375, 3 containers\n")
    try program.awaitOutput("Z spare stopped as wished\n")
    // The next line: the reply between the two had nothing to say.
    let line = try program.awaitOutput("Z docker-host suspect, engine-down: Docker Engine on 'docker-host' is down.\n")
    #expect(line.filter { $0 == "\n" }.count == 1)
    program.signal(SIGINT)
    #expect(try program.end() == Outcome(status: 130, output: "", errors: ""))
  }

  @Test func `prints each reply as it came`() throws {
    let daemon = FakeDaemon { call in
      call.send(Array("{\"continues\":true,\"parameters\":{\"sequence\": 1,\"hosts\":[],\"new\":true}}\0".utf8))
      call.send(Array("{\"continues\":true,\"parameters\":{\"sequence\":2, \"hosts\":[]}}\0".utf8))
      call.awaitLeave()
    }
    let program = try Program(["watch", "--json"], with: daemon)
    try program.awaitOutput("{\"sequence\": 1,\"hosts\":[],\"new\":true}\n{\"sequence\":2, \"hosts\":[]}\n")
    program.signal(SIGINT)
    #expect(try program.end().status == 130)
  }

  @Test func `goes on after a restart of the daemon, and repeats nothing`() throws {
    let folder = Folder()
    let first = FakeDaemon(in: folder) { call in
      call.reply(MonitorReply(sequence: 1, hosts: [.sample()]), continues: true)
      call.awaitLeave()
    }
    let program = try Program(["watch"], with: first)
    try program.awaitOutput("docker-host healthy")
    first.stop()
    try program.awaitErrors("dockhostctl: dockhostd went away; waiting for it to come back\n")
    let second = FakeDaemon(in: folder) { call in
      call.reply(MonitorReply(sequence: 1, hosts: [.sample()]), continues: true)
      call.reply(MonitorReply(sequence: 2, hosts: [.absent("docker-host", .starting)]), continues: true)
      call.awaitLeave()
    }
    try program.awaitOutput(", Docker 28.1.1 at 10.231.0.7:2375, 3 containers\n")
    try program.awaitOutput("Z docker-host starting\n")
    program.signal(SIGINT)
    #expect(try program.end() == Outcome(status: 130, output: "", errors: ""))
    withExtendedLifetime(second) {}
  }

  @Test func `says which hosts have gone, and forgets them`() throws {
    let folder = Folder()
    let first = FakeDaemon(in: folder) { call in
      call.reply(MonitorReply(sequence: 1, hosts: [.sample("a"), .stoppedAsWished, .sample("z")]), continues: true)
      call.reply(MonitorReply(sequence: 2, hosts: [], gone: ["spare"]), continues: true)
      call.reply(MonitorReply(sequence: 3, hosts: [.stoppedAsWished]), continues: true)
      call.awaitLeave()
    }
    let program = try Program(["watch"], with: first)
    try program.awaitOutput("Z spare stopped as wished\n")
    try program.awaitOutput("Z spare gone, no longer in the configuration\n")
    try program.awaitOutput("Z spare stopped as wished\n")
    first.stop()
    try program.awaitErrors("waiting for it to come back\n")
    let second = FakeDaemon(in: folder) { call in
      call.reply(MonitorReply(sequence: 1, hosts: [.sample("a"), .stoppedAsWished]), continues: true)
      call.awaitLeave()
    }
    let line = try program.awaitOutput("Z z gone, no longer in the configuration\n")
    #expect(line.filter { $0 == "\n" }.count == 1)
    program.signal(SIGINT)
    #expect(try program.end() == Outcome(status: 130, output: "", errors: ""))
    withExtendedLifetime(second) {}
  }

  @Test func `takes a host that has gone from the terminal`() throws {
    let next = Gate()
    let daemon = FakeDaemon { call in
      call.reply(MonitorReply(sequence: 1, hosts: [.sample("a"), .sample("b")]), continues: true)
      next.pass()
      call.reply(MonitorReply(sequence: 2, hosts: [], gone: ["a"]), continues: true)
      call.awaitLeave()
    }
    let terminal = try Terminal(columns: 80, rows: 20)
    let program = try Program(["watch"], with: daemon, terminal: terminal, environment: ["NO_COLOR": "1"])
    try program.awaitOutput("\r\nb     healthy")
    try program.awaitOutput("\u{1B}[J")
    next.open()
    let drawn = try program.awaitOutput("\u{1B}[J")
    #expect(drawn.contains("\r\nb     healthy") && !drawn.contains("\na     healthy"))
    program.signal(SIGINT)
    #expect(try program.end().status == 130)
  }

  @Test func `ends with 4 when the host that is watched has gone`() throws {
    let daemon = FakeDaemon { call in
      call.reply(MonitorReply(sequence: 1, hosts: [.sample("a")]), continues: true)
      call.fail(.noSuchHost(host: "a"))
    }
    #expect(try run("watch", "a", with: daemon).status == 4)
  }

  @Test func `redraws in place on a terminal, within its size`() throws {
    let next = Gate()
    let daemon = FakeDaemon { call in
      let hosts = (1...9).map { Host.sample("host-\($0)") }
      call.reply(MonitorReply(sequence: 1, hosts: hosts), continues: true)
      next.pass()
      call.reply(MonitorReply(sequence: 2, hosts: [.absent("host-1", .starting)]), continues: true)
      call.awaitLeave()
    }
    let terminal = try Terminal(columns: 20, rows: 8)
    let program = try Program(["watch"], with: daemon, terminal: terminal, environment: ["NO_COLOR": "1"])
    try program.awaitOutput("HOST    PHASE    SI…\u{1B}[K\r\nhost-1  healthy  -\u{1B}[K\r\n")
    try program.awaitOutput("… and 4 lines more\u{1B}[K\r\n\u{1B}[J")
    next.open()
    try program.awaitOutput("\r\u{1B}[7AHOST    PHASE     S…\u{1B}[K\r\nhost-1  starting")
    try program.awaitOutput("\u{1B}[J")
    terminal.resize(columns: 80, rows: 20)
    try program.awaitOutput("\u{1B}[H\u{1B}[2J")
    try program.awaitOutput("host-9  healthy   28.1.1  10.231.0.7:2375  3           -\u{1B}[K\r\n\u{1B}[J")
    program.signal(SIGCONT)
    try program.awaitOutput("\u{1B}[H\u{1B}[2J")
    terminal.type("\u{3}")
    let outcome = try program.end()
    #expect(outcome.status == 130)
    #expect(outcome.output.hasSuffix("\r\u{1B}[K"))
  }

  @Test func `ends with 4 for a host that is not there`() throws {
    let daemon = FakeDaemon { $0.fail(.noSuchHost(host: "nope")) }
    #expect(try run("watch", "nope", with: daemon).status == 4)
  }
}
