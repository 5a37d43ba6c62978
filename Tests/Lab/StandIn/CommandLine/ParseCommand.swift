extension ClientCommand {
  /// The instance that is meant when none is named.
  static let primary = "primary"

  /// Reads a command line without the program's name.
  package init(parsing arguments: [String]) throws(UsageError) {
    let options = arguments.prefix { $0 != "--" }
    if options.contains(where: { $0 == "-V" || $0 == "--version" }) {
      self = .version(.table)
      return
    }
    guard let command = options.first(where: { !$0.hasPrefix("-") }), command != "help" else {
      let isAsked = options.contains { ["help", "-h", "--help"].contains($0) }
      throw UsageError(text: Self.help, exitCode: isAsked ? 0 : 2, isHelp: true)
    }
    if options.contains("-h") || options.contains("--help") {
      throw UsageError(text: "Usage: multipass \(command) [options]\n", exitCode: 0, isHelp: true)
    }
    self = try Self.parse(command, Self.removingFirst(command, from: arguments))
  }

  private static func removingFirst(_ command: String, from arguments: [String]) -> [String] {
    var rest = arguments
    if let index = rest.firstIndex(of: command) { rest.remove(at: index) }
    return rest
  }

  private static func parse(_ command: String, _ arguments: [String]) throws(UsageError) -> ClientCommand {
    switch command {
    case "version": .version(try questionFormat(arguments))
    case "networks": .networks(try questionFormat(arguments))
    case "find": try parseFind(arguments)
    case "list", "ls": try parseList(arguments)
    case "info": try parseInfo(arguments)
    case "launch": try parseLaunch(arguments)
    case "start": try parseStart(arguments)
    case "restart": try parseRestart(arguments)
    case "stop": try parseStop(arguments)
    case "suspend": .suspend(try names(try ParsedArguments(arguments, [.flag("all")] + CommandOption.common)))
    case "delete": try parseDelete(arguments)
    case "purge": try parsePurge(arguments)
    case "recover": .recover(try requiredNames(try ParsedArguments(arguments, [.flag("all")] + CommandOption.common)))
    case "snapshot": try parseSnapshot(arguments)
    case "restore": try parseRestore(arguments)
    case "exec": try parseExec(arguments)
    case "shell", "sh", "connect": try parseShell(arguments)
    case "mount": try parseMount(arguments)
    case "umount", "unmount": try parseUnmount(arguments)
    case "get": try parseGet(arguments)
    case "set": try parseSet(arguments)
    default: throw .complaint("Error: Unknown command or alias '\(command)' (try \"multipass help\")")
    }
  }

  private static let help = """
    Usage: multipass [options] <command>
    Create, control and connect to Ubuntu instances.

    Available commands: delete, exec, find, get, info, launch, list, mount, networks, purge, recover, restart,
    restore, set, shell, snapshot, start, stop, suspend, umount, version

    """

  /// The instances that are named, or the primary one; none with `--all`.
  static func names(_ arguments: ParsedArguments) throws(UsageError) -> [String] {
    let names = arguments.positionals
    if arguments.has("all"), !names.isEmpty {
      throw .complaint("Cannot specify name\(names.count > 1 ? "s" : "") when --all option set")
    }
    return names.isEmpty && !arguments.has("all") ? [primary] : names
  }

  /// The instances that are named; none with `--all`.
  static func requiredNames(_ arguments: ParsedArguments) throws(UsageError) -> [String] {
    if arguments.positionals.isEmpty, !arguments.has("all") {
      throw .complaint("Name argument or --all is required")
    }
    return try names(arguments)
  }

  static func format(_ arguments: ParsedArguments) throws(UsageError) -> OutputFormat {
    guard let format = OutputFormat(rawValue: arguments.value("format") ?? "table") else {
      throw .complaint("Invalid format type given.")
    }
    return format
  }

  static func timeout(_ arguments: ParsedArguments) throws(UsageError) -> Int? {
    guard let text = arguments.value("timeout") else { return nil }
    guard let seconds = Int32(text), seconds > 0 else {
      throw .complaint("error: --timeout value has to be a positive integer")
    }
    return Int(seconds)
  }

  private static func questionFormat(_ arguments: [String]) throws(UsageError) -> OutputFormat {
    let parsed = try ParsedArguments(arguments, [.value("format")] + CommandOption.common)
    guard parsed.positionals.isEmpty else { throw .complaint("This command takes no arguments") }
    return try format(parsed)
  }
}
