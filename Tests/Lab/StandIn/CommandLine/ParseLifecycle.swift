extension ClientCommand {
  static func parseStart(_ arguments: [String]) throws(UsageError) -> ClientCommand {
    let parsed = try ParsedArguments(arguments, [.flag("all"), .value("timeout")] + CommandOption.common)
    return .start(try names(parsed), timeout: try timeout(parsed))
  }

  static func parseRestart(_ arguments: [String]) throws(UsageError) -> ClientCommand {
    let parsed = try ParsedArguments(arguments, [.flag("all"), .value("timeout")] + CommandOption.common)
    return .restart(try names(parsed), timeout: try timeout(parsed))
  }

  static func parseStop(_ arguments: [String]) throws(UsageError) -> ClientCommand {
    let parsed = try ParsedArguments(
      arguments, [.flag("all"), .value("time", "t"), .flag("cancel", "c"), .flag("force")] + CommandOption.common)
    let names = try names(parsed)
    if parsed.has("time"), parsed.has("cancel") {
      throw .complaint("Cannot set 'time' and 'cancel' options at the same time")
    }
    if parsed.has("force"), parsed.has("time") || parsed.has("cancel") {
      throw .complaint("Cannot set 'force' along with 'time' or 'cancel' options at the same time")
    }
    if parsed.has("cancel") { return .stop(names, .cancel) }
    if parsed.has("force") { return .stop(names, .force) }
    return .stop(names, .inOrder(afterMinutes: try minutes(parsed.value("time") ?? "0")))
  }

  private static func minutes(_ text: String) throws(UsageError) -> Int {
    let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let minutes = Int32(digits) else {
      throw .complaint("Time must be in digit form")
    }
    return Int(minutes)
  }

  static func parseDelete(_ arguments: [String]) throws(UsageError) -> ClientCommand {
    let parsed = try ParsedArguments(arguments, [.flag("all"), .flag("purge", "p")] + CommandOption.common)
    let names = try requiredNames(parsed)
    // A snapshot cannot be recovered, which has to be agreed to on a terminal, or by the option.
    guard parsed.has("purge") || !names.contains(where: { $0.contains(".") }) else {
      throw .complaint(
        "Unable to query client for confirmation. Use '--purge' to automatically purge deleted snapshot.")
    }
    return .delete(names, purge: parsed.has("purge"))
  }

  static func parsePurge(_ arguments: [String]) throws(UsageError) -> ClientCommand {
    let parsed = try ParsedArguments(arguments, CommandOption.common)
    guard parsed.positionals.isEmpty else { throw .complaint("This command takes no arguments") }
    return .purge
  }

  static func parseLaunch(_ arguments: [String]) throws(UsageError) -> ClientCommand {
    let parsed = try ParsedArguments(
      arguments,
      [
        .value("cpus", "c"), .value("memory", "m", "mem"), .value("disk", "d"), .value("name", "n"),
        .value("cloud-init"), .value("network"), .flag("bridged"), .value("mount"), .value("timeout"),
      ] + CommandOption.common)
    guard parsed.positionals.count <= 1 else { throw .complaint("Too many arguments supplied") }
    var request = LaunchRequest()
    request.image = parsed.positionals.first ?? request.image
    request.name = parsed.value("name")
    request.cpus = try cpus(parsed.value("cpus") ?? "1")
    request.memory = try size(parsed.value("memory") ?? request.memory)
    request.disk = try size(parsed.value("disk") ?? request.disk)
    request.timeout = try timeout(parsed)
    return .launch(request, cloudInit: parsed.value("cloud-init"), mounts: parsed.values("mount"))
  }

  private static func cpus(_ text: String) throws(UsageError) -> Int {
    guard let cpus = Int(text), cpus >= 1 else {
      throw .complaint("error: Invalid CPU count '\(text)', need a positive integer value.")
    }
    return cpus
  }

  /// The client itself dies of a text that is no size.
  private static func size(_ text: String) throws(UsageError) -> String {
    guard MemorySize.bytes(text) != nil else {
      throw .complaint("[error] [client] Caught an unhandled exception: \(text) is not a valid memory size")
    }
    return text
  }
}
