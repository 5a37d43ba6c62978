extension ClientCommand {
  static func parseSnapshot(_ arguments: [String]) throws(UsageError) -> ClientCommand {
    let parsed = try ParsedArguments(
      arguments, [.value("name", "n"), .value("comment", "m", "c")] + CommandOption.common)
    guard let instance = parsed.positionals.first else {
      throw .complaint("Need the name of an instance to snapshot.")
    }
    guard parsed.positionals.count == 1 else { throw .complaint("Too many arguments supplied") }
    return .snapshot(name: instance, snapshot: parsed.value("name"), comment: parsed.value("comment") ?? "")
  }

  static func parseRestore(_ arguments: [String]) throws(UsageError) -> ClientCommand {
    let parsed = try ParsedArguments(arguments, [.flag("destructive", "d")] + CommandOption.common)
    guard let path = parsed.positionals.first else {
      throw .complaint("Need the name of an instance and snapshot to restore.")
    }
    guard parsed.positionals.count == 1 else { throw .complaint("Too many arguments supplied") }
    let parts = path.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard !parts[0].isEmpty else { throw .complaint("Need the name of an instance to restore.") }
    guard parts.count == 2, !parts[1].isEmpty else {
      throw .complaint("Need the name of a snapshot to restore from.")
    }
    // The question whether the present state may be lost is asked on a terminal only; elsewhere it is a silent failure.
    guard parsed.has("destructive") else { throw UsageError(text: "", exitCode: 2, isHelp: false) }
    return .restore(name: parts[0], snapshot: parts[1])
  }
}
