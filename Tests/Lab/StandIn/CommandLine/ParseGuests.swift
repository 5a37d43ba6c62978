extension ClientCommand {
  static func parseList(_ arguments: [String]) throws(UsageError) -> ClientCommand {
    let parsed = try ParsedArguments(
      arguments, [.value("format"), .flag("no-ipv4"), .flag("snapshots")] + CommandOption.common)
    guard parsed.positionals.isEmpty else { throw .complaint("This command takes no arguments") }
    if parsed.has("snapshots") { return .listSnapshots(try format(parsed)) }
    return .list(try format(parsed), addresses: !parsed.has("no-ipv4"))
  }

  static func parseInfo(_ arguments: [String]) throws(UsageError) -> ClientCommand {
    let parsed = try ParsedArguments(
      arguments,
      [.value("format"), .flag("no-runtime-information"), .flag("snapshots"), .flag("all")] + CommandOption.common)
    return .info(parsed.positionals, try format(parsed), entering: !parsed.has("no-runtime-information"))
  }

  static func parseFind(_ arguments: [String]) throws(UsageError) -> ClientCommand {
    let parsed = try ParsedArguments(
      arguments,
      [
        .value("format"), .flag("show-unsupported"), .flag("force-update"), .flag("only-images"),
        .flag("only-blueprints"),
      ] + CommandOption.common)
    guard parsed.positionals.count <= 1 else { throw .complaint("Wrong number of arguments") }
    return .find(try format(parsed))
  }

  /// Options of the inner command count as ours unless `--` stands before it.
  static func parseExec(_ arguments: [String]) throws(UsageError) -> ClientCommand {
    let options = [CommandOption.value("working-directory", "d"), .flag("no-map-working-directory", "n")]
    let parsed: ParsedArguments
    do throws(UsageError) {
      parsed = try ParsedArguments(arguments, options + CommandOption.common)
    } catch {
      throw .complaint(
        error.text + "\nOptions to the inner command should come after \"--\", like this:\n"
          + "multipass exec <instance> -- <command> <arguments>")
    }
    guard parsed.positionals.count >= 2 else { throw .complaint("Wrong number of arguments") }
    let directory = parsed.value("working-directory")
    return .exec(
      name: parsed.positionals[0], command: Array(parsed.positionals.dropFirst()), directory: directory,
      mapsDirectory: directory == nil && !parsed.has("no-map-working-directory"))
  }

  static func parseShell(_ arguments: [String]) throws(UsageError) -> ClientCommand {
    let parsed = try ParsedArguments(arguments, [.value("timeout")] + CommandOption.common)
    guard parsed.positionals.count <= 1 else { throw .complaint("Too many arguments given") }
    _ = try timeout(parsed)
    return .shell(name: parsed.positionals.first ?? primary)
  }

  static func parseMount(_ arguments: [String]) throws(UsageError) -> ClientCommand {
    let parsed = try ParsedArguments(
      arguments, [.value("type", "t"), .value("uid-map", "u"), .value("gid-map", "g")] + CommandOption.common)
    guard parsed.positionals.count == 2 else { throw .complaint("Not enough arguments given") }
    guard ["classic", "native"].contains(parsed.value("type") ?? "classic") else {
      throw .complaint("Bad mount type '\(parsed.value("type") ?? "")' specified, please use 'classic' or 'native'")
    }
    return .mount(
      source: parsed.positionals[0], target: parsed.positionals[1], users: parsed.values("uid-map"),
      groups: parsed.values("gid-map"))
  }

  static func parseUnmount(_ arguments: [String]) throws(UsageError) -> ClientCommand {
    let parsed = try ParsedArguments(arguments, CommandOption.common)
    guard !parsed.positionals.isEmpty else { throw .complaint("Not enough arguments given") }
    return .unmount(parsed.positionals)
  }

  static func parseGet(_ arguments: [String]) throws(UsageError) -> ClientCommand {
    let parsed = try ParsedArguments(arguments, [.flag("raw"), .flag("keys")] + CommandOption.common)
    if parsed.has("keys") { return .keys }
    guard parsed.positionals.count == 1 else { throw .complaint("Need exactly one setting key.") }
    return .get(key: parsed.positionals[0], raw: parsed.has("raw"))
  }

  static func parseSet(_ arguments: [String]) throws(UsageError) -> ClientCommand {
    let parsed = try ParsedArguments(arguments, CommandOption.common)
    guard parsed.positionals.count == 1 else {
      throw .complaint("Need exactly one key-value pair (in <key>=<value> form).")
    }
    let parts = parsed.positionals[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw .complaint("Bad key-value format '\(parsed.positionals[0])', need <key>=<value>")
    }
    return .set(key: String(parts[0]), value: String(parts[1]))
  }
}
