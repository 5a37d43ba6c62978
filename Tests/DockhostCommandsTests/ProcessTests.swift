import DockhostInterface
import Glibc
import Testing

@testable import DockhostCommands

@Suite struct Process {
  /// A daemon that starts hosts without an end.
  private let busy = FakeDaemon { call in
    call.reply(ActionReply(host: .absent("one", .starting), step: "starting the instance"), continues: true)
    call.awaitLeave()
  }

  @Test func `leaves on Ctrl-C without stopping the work and says so`() throws {
    let program = try Program(["start"], with: busy)
    try program.awaitErrors("one: starting the instance\n")
    program.signal(SIGINT)
    #expect(
      try program.end()
        == Outcome(
          status: 130, output: "",
          errors: "dockhostctl: left; dockhostd goes on starting 'one'\n  see: dockhostctl watch one\n"))
  }

  @Test func `draws one line on a terminal and takes it away`() throws {
    let terminal = try Terminal(columns: 40, rows: 10)
    let program = try Program(["start"], with: busy, terminal: terminal)
    try program.awaitOutput("\r\u{1B}[Kone: starting the instance")
    terminal.type("\u{3}")
    let outcome = try program.end()
    #expect(outcome.status == 130)
    #expect(outcome.output.contains("\r\u{1B}[Kdockhostctl: left; dockhostd goes on starting 'one'\r\n"))
  }

  @Test func `keeps an ignored Ctrl-C ignored`() throws {
    let calls = Counter()
    let release = Gate()
    let daemon = FakeDaemon { call in
      _ = calls.next()
      call.reply(ActionReply(host: .absent("one", .starting), step: "starting the instance"), continues: true)
      release.pass()
      call.reply(ActionReply(host: .sample("one")))
    }
    let program = try Program(
      ["start"], with: daemon, before: ["sh", "-c", "trap '' INT; exec \"$@\"", "sh"])
    try program.awaitErrors("one: starting the instance\n")
    program.signal(SIGINT)
    release.open()
    #expect(try program.end().status == 0)
  }

  @Test func `colours on a terminal only, and not against the user's wish`() throws {
    let daemon = FakeDaemon { $0.reply(StatusReply(hosts: [.sample()])) }
    func output(_ environment: [String: String] = [:]) throws -> String {
      let terminal = try Terminal(columns: 100, rows: 10)
      return try Program(["status"], with: daemon, terminal: terminal, environment: environment).end().output
    }
    #expect(try output().contains("\u{1B}[32mhealthy\u{1B}[0m"))
    #expect(try output(["NO_COLOR": ""]).contains("\u{1B}[32mhealthy\u{1B}[0m"))
    #expect(try !output(["NO_COLOR": "1"]).contains("\u{1B}"))
    #expect(try !output(["TERM": "dumb"]).contains("\u{1B}"))
    #expect(try !Program(["status"], with: daemon).end().output.contains("\u{1B}"))
  }

  @Test func `fails when what it writes cannot be written`() throws {
    let daemon = FakeDaemon { $0.reply(StatusReply(hosts: [.sample()])) }
    let program = try Program(
      ["status"], with: daemon, before: ["sh", "-c", "exec \"$@\" > /dev/full", "sh"])
    #expect(
      try program.end()
        == Outcome(status: 1, output: "", errors: "dockhostctl: cannot write: No space left on device\n"))
  }

  @Test func `gives its place to journalctl`() throws {
    let folder = Folder()
    // The shell writes the script itself: a file that another process has open for writing cannot be run.
    let script = "printf '#!/bin/sh\\necho journalctl \"$@\"\\nexit 7\\n' > \"$0\"; chmod 700 \"$0\"; exec \"$@\""
    let program = try Program(
      ["logs", "-f", "--since", "90s"], environment: ["PATH": "\(folder.path):/usr/bin:/bin"],
      before: ["sh", "-c", script, folder.file("journalctl")])
    #expect(
      try program.end()
        == Outcome(status: 7, output: "journalctl --user -u dockhostd -f --since -90s\n", errors: ""))
    let none = try Program(["logs"], environment: ["PATH": "/nowhere"])
    #expect(
      try none.end()
        == Outcome(
          status: 1, output: "",
          errors: """
            dockhostctl: cannot run journalctl: No such file or directory
              where dockhostd runs on a terminal, its log is there

            """))
  }
}
