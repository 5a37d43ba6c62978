import ArgumentParser
import DockhostClient
import DockhostInterface

struct Status: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show how the hosts are, why, and what to try",
    discussion: """
      Ends with 0 if every host shown is healthy, 3 if one is stopped as wished and the others are healthy, 1 otherwise.

      In a shell's prompt: PS1='$(dockhostctl status --short 2>/dev/null) \\$ '
      """)

  @OptionGroup var hosts: HostsArgument

  @Flag(help: "Print the reply's parameters as they came, as JSON.")
  var json = false

  @Flag(help: "Print one line in a few words, for a shell's prompt.")
  var short = false

  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    if json, short { throw ValidationError("'--json' and '--short' exclude each other.") }
  }

  func run(on console: Console) throws(Failure) -> ExitStatus {
    // A prompt does not wait for a daemon that hangs.
    let limit = short ? Duration.seconds(1) : ConnectionOptions.limit
    let reply = try connection.ask(console, within: limit) { connection throws(ClientError) in
      try connection.status(of: hosts.host)
    }
    let shown = reply.parameters.hosts
    if json {
      try console.print(reply.json)
    } else if short {
      try console.output.write([promptText(shown)])
    } else {
      try console.output.write(statusTable(shown, width: console.output.style.width, at: console.now))
    }
    return ExitStatus(shown)
  }
}
