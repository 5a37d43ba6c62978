import ArgumentParser
import DockhostClient
import DockhostInterface

struct Reload: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "reload",
    abstract: "Have dockhostd read its configuration again",
    discussion: "Where the file has a mistake, the settings from before stay in force, and it ends with 78.")

  @OptionGroup var report: ReportOptions
  @OptionGroup var connection: ConnectionOptions

  func run(on console: Console) throws(Failure) -> ExitStatus {
    let reply = try connection.ask(console) { connection throws(ClientError) in try connection.reload() }
    if report.json {
      try console.print(reply.json)
    } else if !report.quiet {
      let changed = reply.parameters.changed
      try console.print(changed.isEmpty ? "nothing changed" : "changed: \(changed.joined(separator: ", "))")
    }
    return .fine
  }
}
