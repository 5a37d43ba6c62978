import ArgumentParser

/// How a work of several steps is followed.
struct WorkOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Answer questions with yes; each of them is shown.")
  var yes = false

  @Option(help: ArgumentHelp("Leave after this long, such as 500ms, 30s or 5m.", valueName: "duration"))
  var timeout: TimeLimit?
}
