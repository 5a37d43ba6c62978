import ArgumentParser
import DockhostInterface

/// The root of all commands.
struct Dockhostctl: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "See and control the Docker hosts that dockhostd looks after",
    discussion: """
      Exit status: 0 healthy or done, 1 failed or not healthy, 3 stopped as wished, 4 no such host, 64 wrong usage, \
      69 dockhostd not reachable, 75 --timeout passed, 78 bad configuration, 130 Ctrl-C.
      """,
    version: "\(programName) \(Product.version)",
    groupedSubcommands: [
      CommandGroup(name: "Looking", subcommands: [Status.self, Watch.self, Wait.self, List.self, Logs.self]),
      CommandGroup(
        name: "Acting",
        subcommands: [Start.self, Stop.self, Restart.self, Check.self, Pause.self, Resume.self]),
      CommandGroup(name: "Making", subcommands: [Up.self, Resize.self, Engine.self, Delete.self, Forget.self]),
      CommandGroup(
        name: "Using", subcommands: [Shell.self, Exec.self, Mount.self, Unmount.self, Verify.self]),
      CommandGroup(name: "Configuration", subcommands: [Config.self, Reload.self]),
      CommandGroup(name: "Other", subcommands: [Version.self, Completions.self]),
    ])

  /// Errors of the parser begin like all others.
  static let _errorPrefix = "\(programName): "
}
