import DockhostInterface
import Testing

@testable import DockhostCommands

@Suite struct Consents {
  private static let question = SupervisorError.needsConsent(
    host: "one", key: "delete", question: "Delete 'one'?", details: ["Every container in it stops."])

  /// Deletes when it was agreed to.
  private let daemon = FakeDaemon { call in
    let agreed = call.parameters(DeleteParameters.self)?.agreed ?? []
    guard agreed == ["delete"] else { return call.fail(Self.question) }
    call.reply(WorkReply(lines: ["'one' is gone"]))
  }

  @Test func `names the question and the option where nobody can be asked`() throws {
    #expect(
      try run("delete", "one", "--purge", with: daemon)
        == Outcome(
          status: 1, output: "",
          errors: """
            dockhostctl: Delete 'one'?
              Every container in it stops.
              to agree: dockhostctl delete one --purge --yes

            """))
  }

  @Test func `agrees by an option, and shows what to`() throws {
    let outcome = try run("delete", "one", "--yes", with: daemon)
    #expect(outcome.status == 0 && outcome.output == "'one' is gone\n")
    #expect(
      outcome.errors == "Delete 'one'?\n  Every container in it stops.\ndockhostctl: yes, as --yes says\n")
  }

  @Test(arguments: [("y\n", 0), ("YES\n", 0), ("\n", 1), ("n\n", 1), ("yesterday\n", 1)] as [(String, Int32)])
  func `asks on a terminal, and takes what is no yes for a no`(answer: String, status: Int32) throws {
    let terminal = try Terminal(columns: 60, rows: 10)
    let program = try Program(["delete", "one"], with: daemon, terminal: terminal, environment: ["NO_COLOR": "1"])
    let asked = try program.awaitOutput("Go on? [y/N] ")
    #expect(asked == "Delete 'one'?\r\n  Every container in it stops.\r\nGo on? [y/N] ")
    terminal.type(answer)
    let outcome = try program.end()
    #expect(outcome.status == status)
    #expect(outcome.output.contains("'one' is gone") == (status == 0))
    #expect(outcome.output.contains("nothing was done") == (status == 1))
  }

  @Test func `goes on without where a no is an answer`() throws {
    let daemon = FakeDaemon { call in
      let agreed = call.parameters(UpParameters.self)?.agreed ?? []
      switch agreed {
      case []: call.fail(.needsConsent(host: "one", key: "mount-home", question: "Mount '/home/me'?", details: []))
      case ["no-mount-home"]: call.fail(.needsConsent(host: "one", key: "adopt", question: "Replace it?", details: []))
      case ["no-mount-home", "adopt"]: call.reply(WorkReply(lines: ["done without"]))
      default: call.hangUp()
      }
    }
    let terminal = try Terminal(columns: 60, rows: 10)
    let program = try Program(["up", "one"], with: daemon, terminal: terminal)
    try program.awaitOutput("Go on? [y/N] ")
    terminal.type("n\n")
    try program.awaitOutput("Go on? [y/N] ")
    terminal.type("y\n")
    let outcome = try program.end()
    #expect(outcome.status == 0 && outcome.output.contains("done without"))
  }

  @Test func `does not cut the power because of an option`() throws {
    let daemon = FakeDaemon { call in
      call.fail(.needsConsent(host: "one", key: "cut-power", question: "Cut the power of 'one'?", details: []))
    }
    let outcome = try run("up", "one", "--yes", with: daemon)
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.hasSuffix("to agree, answer it on a terminal, as --yes does not: dockhostctl up one --yes\n"))
  }
}
