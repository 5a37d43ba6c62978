import ArgumentParser

struct Engine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "engine",
    abstract: "Upgrade Docker Engine on a host",
    subcommands: [EngineUpgrade.self])
}
