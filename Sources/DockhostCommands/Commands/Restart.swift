import ArgumentParser
import DockhostClient
import DockhostInterface

struct Restart: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "restart",
    abstract: "Restart a host, or Docker Engine on it",
    discussion: """
      Waits until Docker answers. Ctrl-C leaves, and the work goes on.

      Example: dockhostctl restart --engine
      """)

  @OptionGroup var host: HostArgument

  @Flag(help: "Restart Docker Engine alone; the instance goes on running.")
  var engine = false

  @OptionGroup var patience: PatienceOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var connection: ConnectionOptions

  func run(on console: Console) throws(Failure) -> ExitStatus {
    let action = HostAction.restart(engine ? .engine : .instance)
    return try Errand(action, host: host.host, patience: .init(patience), report: report, connection: connection)
      .run(on: console)
  }
}
