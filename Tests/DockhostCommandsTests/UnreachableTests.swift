import DockhostClient
import DockhostInterface
import Testing
import Varlink

@testable import DockhostCommands

@Suite struct Unreachable {
  private static let commands = [
    ["status"], ["watch"], ["wait"], ["list"], ["start"], ["stop"], ["restart"], ["check"], ["pause"], ["resume"],
    ["reload"], ["version"],
  ]

  @Test(arguments: commands)
  func `ends with 69 and the command that starts the daemon`(command: [String]) throws {
    let folder = Folder()
    let path = folder.file("control.sock")
    let outcome = try run(command + ["--socket", path])
    #expect(outcome.status == 69)
    #expect(outcome.output == "")
    #expect(
      outcome.errors == """
        dockhostctl: dockhostd is not running: there is no socket '\(path)'
          start it: systemctl --user start dockhostd.socket, or run dockhostd on a terminal

        """)
  }

  @Test func `tells a socket that nobody serves from none`() throws {
    let folder = Folder()
    FakeDaemon(in: folder) { _ in }.stop(leavingSocket: true)
    let errors = try run(["status", "--socket", folder.file("control.sock")]).errors
    #expect(errors.hasPrefix("dockhostctl: dockhostd is not running: nobody listens at '"))
  }

  @Test func `says when a path is no socket or too long for one`() throws {
    let folder = Folder()
    let file = try folder.write("", to: "file")
    #expect(try run(["status", "--socket", file]).errors.contains("nobody listens at '\(file)'"))
    let long = folder.file(String(repeating: "x", count: 100))
    let outcome = try run(["status", "--socket", long])
    #expect(outcome.status == 69)
    #expect(
      outcome.errors
        == "dockhostctl: dockhostd is not running: '\(long)' is too long for a socket: expected at most 107 bytes\n")
  }

  @Test func `says when the socket serves someone else`() {
    #expect(
      Failure(.unreachable(path: "/s", reason: .forbidden)).text == """
        dockhostctl: dockhostd cannot be reached: no permission for '/s', which serves its owner only
          try it as the user who runs dockhostd: ls -l '/s'
        """)
  }

  @Test func `says when the daemon goes away before it answers`() throws {
    let daemon = FakeDaemon { $0.hangUp() }
    #expect(
      try run("status", with: daemon)
        == Outcome(
          status: 69, output: "",
          errors: "dockhostctl: dockhostd went away\n  see why: dockhostctl logs\n"))
  }

  @Test func `does not let a prompt wait for a daemon that hangs`() throws {
    let daemon = FakeDaemon { $0.awaitLeave() }
    let outcome = try run("status", "--short", with: daemon)
    #expect(outcome.status == 69)
    #expect(outcome.errors.hasPrefix("dockhostctl: dockhostd does not answer within 1 s\n"))
  }

  @Test(arguments: [
    ("{}\0", "what dockhostd answered cannot be read: "),
    ("[1]\0", "what dockhostd answered cannot be read: "),
    ("no JSON\0", "what dockhostd answered cannot be read: "),
    ("{\"parameters\":{\"hosts\":[{\"name\":1}]}}\0", "what dockhostd answered cannot be read: "),
    ("{\"error\":\"org.example.Strange\"}\0", "dockhostd answered with an unknown error 'org.example.Strange'"),
    (
      "{\"error\":\"org.varlink.service.MethodNotFound\",\"parameters\":{\"method\":\"a.B\"}}\0",
      "dockhostd does not take the method 'a.B'"
    ),
  ])
  func `survives any answer`(answer: String, errors: String) throws {
    let daemon = FakeDaemon { $0.send(Array(answer.utf8)) }
    let outcome = try run("status", with: daemon)
    #expect(outcome.status == 1)
    #expect(outcome.output == "")
    #expect(outcome.errors.hasPrefix("dockhostctl: " + errors))
  }

  @Test func `does not read an answer without an end`() throws {
    let daemon = FakeDaemon { call in
      for _ in 0..<20 { call.send([UInt8](repeating: 0x20, count: 1 << 16)) }
    }
    let outcome = try run("status", with: daemon)
    #expect(outcome.status == 1)
    #expect(outcome.errors.hasPrefix("dockhostctl: what dockhostd answered cannot be read: a message without an end"))
  }
}
