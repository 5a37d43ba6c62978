import ArgumentParser

struct Exec: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "exec",
    abstract: "Run a command in a host's guest",
    discussion: """
      The words behind -- reach the command as they are, without a shell in between. It ends with the command's own exit \
      status.

      Example: dockhostctl exec -- sudo journalctl -u docker -n 50
      """)

  @OptionGroup var host: HostArgument

  @Argument(parsing: .postTerminator, help: "The command and its arguments.")
  var command: [String] = []

  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    if command.isEmpty { throw ValidationError("Name a command behind '--', such as: dockhostctl exec -- uptime") }
  }

  func run(on console: Console) throws(Failure) -> ExitStatus {
    try enter(host.host, with: command, connection, console)
  }
}
