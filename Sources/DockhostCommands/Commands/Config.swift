import ArgumentParser

struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show or check the configuration",
    subcommands: [ConfigShow.self, ConfigCheck.self])
}
