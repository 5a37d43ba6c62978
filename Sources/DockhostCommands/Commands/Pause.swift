import ArgumentParser
import DockhostClient

struct Pause: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause",
    abstract: "Leave a host alone, but go on watching it",
    discussion: "Use it before working on the instance by hand. dockhostctl resume ends it.")

  @OptionGroup var host: HostArgument
  @OptionGroup var report: ReportOptions
  @OptionGroup var connection: ConnectionOptions

  func run(on console: Console) throws(Failure) -> ExitStatus {
    try Errand(.pause, host: host.host, patience: .brief, report: report, connection: connection).run(on: console)
  }
}
