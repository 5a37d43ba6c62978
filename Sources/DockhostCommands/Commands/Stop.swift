import ArgumentParser
import DockhostClient

struct Stop: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop",
    abstract: "Stop a host and keep it stopped",
    discussion: """
      The instance is shut down in order; its containers stop. It stays stopped, also after a login or a restart of \
      dockhostd, until it is started. Ctrl-C leaves, and the work goes on.
      """)

  @OptionGroup var host: HostArgument
  @OptionGroup var patience: PatienceOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var connection: ConnectionOptions

  func run(on console: Console) throws(Failure) -> ExitStatus {
    try Errand(.stop, host: host.host, patience: .init(patience), report: report, connection: connection)
      .run(on: console)
  }
}
