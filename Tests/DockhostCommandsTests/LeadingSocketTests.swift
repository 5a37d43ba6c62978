import Testing

@testable import DockhostCommands

@Suite struct LeadingSockets {
  @Test(arguments: [
    (["--socket", "/s", "status"], ["status", "--socket", "/s"]),
    (["--socket=/s", "config", "show"], ["config", "show", "--socket=/s"]),
    (["--socket", "/s", "status", "--", "--short"], ["status", "--socket", "/s", "--", "--short"]),
    (["status", "--socket", "/s"], ["status", "--socket", "/s"]),
    (["--socket"], ["--socket"]), (["--socket", "/s"], ["--socket", "/s"]), ([], []), (["--help"], ["--help"]),
  ])
  func `may stand before the command`(typed: [String], parsed: [String]) {
    #expect(withSocketBehindCommand(typed) == parsed)
  }
}
