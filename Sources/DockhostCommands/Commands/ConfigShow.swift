import ArgumentParser
import Configuration
import DockhostClient
import DockhostInterface

struct ConfigShow: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print the settings in force as TOML",
    discussion:
      "Every default is among them. Where no dockhostd runs, it prints what the configuration file would have one do.")

  @OptionGroup var connection: ConnectionOptions

  func run(on console: Console) throws(Failure) -> ExitStatus {
    do {
      let reply = try connection.ask(console) { connection throws(ClientError) in try connection.settings() }
      try console.output.write(reply.parameters.toml)
    } catch let failure where failure.status == .unreachable {
      let configuration = ConfigurationFile(nil, console)
      let settings = try configuration.settings()
      let source = settings == nil ? "the defaults, as there is no '\(configuration.path)'" : "'\(configuration.path)'"
      console.note("\(failure.message); showing \(source)")
      try console.output.write(renderSettings(settings ?? .default))
    }
    return .fine
  }
}
