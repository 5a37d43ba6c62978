import ArgumentParser

/// What an acting command tells.
struct ReportOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Print nothing but errors.")
  var quiet = false

  @Flag(help: "Print each reply's parameters as they came, one JSON object a line.")
  var json = false

  func validate() throws {
    if quiet, json { throw ValidationError("'--quiet' and '--json' exclude each other.") }
  }
}

/// How long an acting command waits.
struct PatienceOptions: ParsableArguments {
  @Flag(help: "Leave once dockhostd has taken the work on.")
  var noWait = false

  @Option(help: ArgumentHelp("Leave after this long, such as 500ms, 30s or 5m.", valueName: "duration"))
  var timeout: TimeLimit?

  func validate() throws {
    if noWait, timeout != nil { throw ValidationError("'--no-wait' and '--timeout' exclude each other.") }
  }
}
