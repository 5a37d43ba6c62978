import ArgumentParser
import Configuration

struct ConfigCheck: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a configuration file without using it",
    discussion: """
      Prints the first mistake as FILE:LINE: what is wrong, and ends with 78.

      Example: dockhostctl config check && dockhostctl reload
      """)

  @Argument(
    help: "The file; $XDG_CONFIG_HOME/dockhost/config.toml if left out.", completion: .file(extensions: ["toml"]))
  var file: String?

  func run(on console: Console) throws(Failure) -> ExitStatus {
    let configuration = ConfigurationFile(file, console)
    if try configuration.settings() != nil {
      try console.print("\(configuration.path): no mistakes")
    } else if file == nil {
      try console.print("\(configuration.path): there is no such file, so the defaults hold")
    } else {
      throw Failure(.badConfiguration, "\(configuration.path): there is no such file")
    }
    return .fine
  }
}
