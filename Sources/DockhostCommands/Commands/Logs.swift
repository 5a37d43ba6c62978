import ArgumentParser

struct Logs: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs",
    abstract: "Show what dockhostd has written to the journal",
    discussion: """
      Runs journalctl --user -u dockhostd; for more of its options run it yourself.

      Example: dockhostctl logs -f --since 10m
      """)

  @Flag(name: [.customShort("f"), .long], help: "Go on showing lines as they are written.")
  var follow = false

  @Option(
    help: ArgumentHelp(
      "Leave out what is older: a duration such as 10m, or a time as journalctl takes it.", valueName: "time"))
  var since: String?

  /// What journalctl is to do.
  var journalArguments: [String] {
    ["--user", "-u", "dockhostd"] + (follow ? ["-f"] : [])
      + (since.map { ["--since", TimeLimit(argument: $0).map { "-\($0.seconds)s" } ?? $0] } ?? [])
  }

  func run(on console: Console) throws(Failure) -> ExitStatus {
    try become(
      ["journalctl"] + journalArguments, hint: "where dockhostd runs on a terminal, its log is there")
  }
}

extension TimeLimit {
  /// Rounded up.
  fileprivate var seconds: Int64 {
    let (seconds, attoseconds) = duration.components
    return seconds + (attoseconds > 0 ? 1 : 0)
  }
}
