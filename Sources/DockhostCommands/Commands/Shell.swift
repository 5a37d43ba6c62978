import ArgumentParser

struct Shell: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "shell",
    abstract: "Open a shell in a host's guest",
    discussion: "It ends with the shell's own exit status. dockhostctl exec runs one command instead.")

  @OptionGroup var host: HostArgument
  @OptionGroup var connection: ConnectionOptions

  func run(on console: Console) throws(Failure) -> ExitStatus {
    try enter(host.host, with: [], connection, console)
  }
}
