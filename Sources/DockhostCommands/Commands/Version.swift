import ArgumentParser
import DockhostClient
import DockhostInterface
import Varlink

struct Version: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "version",
    abstract: "Show the versions of client and daemon",
    discussion: "dockhostctl --version shows its own without asking dockhostd.")

  @Flag(help: "Print the reply's parameters as they came, as JSON.")
  var json = false

  @OptionGroup var connection: ConnectionOptions

  func run(on console: Console) throws(Failure) -> ExitStatus {
    let reply = try connection.ask(console) { connection throws(ClientError) in try connection.info() }
    if json {
      try console.print(reply.json)
    } else {
      try console.output.write(versionLines(reply.parameters))
    }
    return .fine
  }
}

/// The client's version, and that of the daemon that answered.
func versionLines(_ info: ServiceInfo) -> [Line] {
  let width = max(programName.count, info.product.count) + 1
  return [(programName, Product.version), (info.product, info.version)].map { name, version in
    Line(name).padded(to: width) + Line(version)
  }
}
