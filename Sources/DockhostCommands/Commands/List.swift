import ArgumentParser
import DockhostClient
import DockhostInterface

struct List: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the hosts and where docker finds them",
    discussion: "The last column is what DOCKER_HOST has to be for docker to use the host.")

  @Flag(name: .shortAndLong, help: "Print the names only.")
  var quiet = false

  @Flag(help: "Print the reply's parameters as they came, as JSON.")
  var json = false

  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    if quiet, json { throw ValidationError("'--quiet' and '--json' exclude each other.") }
  }

  func run(on console: Console) throws(Failure) -> ExitStatus {
    let reply = try connection.ask(console) { connection throws(ClientError) in try connection.status(of: nil) }
    if json {
      try console.print(reply.json)
    } else if quiet {
      try console.output.write(reply.parameters.hosts.map { Line($0.name) })
    } else {
      try console.output.write(hostList(reply.parameters.hosts, width: console.output.style.width))
    }
    return .fine
  }
}
