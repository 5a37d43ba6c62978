import ArgumentParser
import DockhostClient

struct Resume: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Look after a paused host again")

  @OptionGroup var host: HostArgument
  @OptionGroup var report: ReportOptions
  @OptionGroup var connection: ConnectionOptions

  func run(on console: Console) throws(Failure) -> ExitStatus {
    try Errand(.resume, host: host.host, patience: .brief, report: report, connection: connection).run(on: console)
  }
}
