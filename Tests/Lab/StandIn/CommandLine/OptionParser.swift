/// An option of a command.
struct CommandOption {
  /// Without hyphens; the first is the one by which it is asked for.
  var names: [String]
  var takesValue = false

  static func flag(_ names: String...) -> CommandOption { CommandOption(names: names) }
  static func value(_ names: String...) -> CommandOption { CommandOption(names: names, takesValue: true) }

  /// Known to every command.
  static let common = [flag("help", "h", "?"), flag("verbose", "v"), flag("version", "V")]
}

/// The command line does not say what it should.
package struct UsageError: Error, Equatable {
  package var text: String
  package var exitCode: Int32
  /// Help goes to standard output, complaints to standard error.
  package var isHelp: Bool

  /// A complaint or a help text; `exitCode` is the client's.
  package init(text: String, exitCode: Int32, isHelp: Bool) {
    self.text = text
    self.exitCode = exitCode
    self.isHelp = isHelp
  }

  static func complaint(_ text: String) -> UsageError { UsageError(text: text + "\n", exitCode: 1, isHelp: false) }
}

/// Arguments, sorted into options and the rest.
struct ParsedArguments {
  private(set) var positionals: [String] = []
  private var values: [String: [String]] = [:]
  private var unknown: [String] = []

  func has(_ name: String) -> Bool { values[name] != nil }
  /// The last value given, as in Qt.
  func value(_ name: String) -> String? { values[name]?.last }
  func values(_ name: String) -> [String] { values[name] ?? [] }

  /// Sorts them by Qt's rules: options anywhere before `--`, `--name value` or `--name=value`, short ones together.
  init(_ arguments: [String], _ options: [CommandOption]) throws(UsageError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        positionals += rest
        break
      } else if argument.hasPrefix("--") {
        try takeLong(argument.dropFirst(2), &rest, options)
      } else if argument.hasPrefix("-"), argument != "-" {
        try takeShort(argument.dropFirst(), &rest, options)
      } else {
        positionals.append(argument)
      }
    }
    if unknown.count == 1 { throw .complaint("Unknown option '\(unknown[0])'.") }
    if unknown.count > 1 { throw .complaint("Unknown options: \(unknown.joined(separator: ", ")).") }
  }

  private mutating func takeLong(
    _ text: Substring, _ rest: inout ArraySlice<String>, _ options: [CommandOption]
  ) throws(UsageError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let option = options.first(where: { $0.names.contains(parts[0]) }) else { return unknown.append(parts[0]) }
    if parts.count == 2, !option.takesValue { throw .complaint("Unexpected value after '--\(parts[0])'.") }
    try take(option, parts.count == 2 ? parts[1] : nil, "--\(parts[0])", &rest)
  }

  private mutating func takeShort(
    _ text: Substring, _ rest: inout ArraySlice<String>, _ options: [CommandOption]
  ) throws(UsageError) {
    var letters = text
    while let letter = letters.popFirst() {
      guard let option = options.first(where: { $0.names.contains(String(letter)) }) else {
        unknown.append(String(letter))
        continue
      }
      guard option.takesValue else {
        try take(option, nil, "-\(letter)", &rest)
        continue
      }
      let value = letters.first == "=" ? letters.dropFirst() : letters
      return try take(option, value.isEmpty ? nil : String(value), "-\(letter)", &rest)
    }
  }

  private mutating func take(
    _ option: CommandOption, _ given: String?, _ spelling: String, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    guard option.takesValue else { return values[option.names[0], default: []].append("") }
    guard let value = given ?? rest.popFirst() else { throw .complaint("Missing value after '\(spelling)'.") }
    values[option.names[0], default: []].append(value)
  }
}
