import ArgumentParser
import DockhostClient

struct Start: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Start a host and keep it running",
    discussion: """
      Waits until Docker answers. Ctrl-C leaves, and the work goes on.

      Example: dockhostctl start --timeout 5m && docker compose up
      """)

  @OptionGroup var host: HostArgument
  @OptionGroup var patience: PatienceOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var connection: ConnectionOptions

  func run(on console: Console) throws(Failure) -> ExitStatus {
    try Errand(.start, host: host.host, patience: .init(patience), report: report, connection: connection)
      .run(on: console)
  }
}
