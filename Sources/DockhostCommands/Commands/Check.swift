import ArgumentParser
import DockhostClient

struct Check: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look at a host afresh, now, and show how it is",
    discussion: "Use it after mending something, instead of waiting for dockhostd to see it.")

  @OptionGroup var host: HostArgument

  @Option(help: ArgumentHelp("Leave after this long, such as 500ms, 30s or 5m.", valueName: "duration"))
  var timeout: TimeLimit?

  @OptionGroup var report: ReportOptions
  @OptionGroup var connection: ConnectionOptions

  func run(on console: Console) throws(Failure) -> ExitStatus {
    let patience = timeout.map { Errand.Patience.until($0.duration) } ?? .unlimited
    return try Errand(.check, host: host.host, patience: patience, report: report, connection: connection)
      .run(on: console)
  }
}
