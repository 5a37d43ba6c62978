import ArgumentParser
import DockhostClient

struct Verify: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Run a container and tell what works",
    discussion: """
      Tries an image, names and the way out from inside a container, a published port, a bind mount and \
      host.docker.internal. Ends with 1 where something does not work.
      """)

  @OptionGroup var host: HostArgument

  @Option(help: ArgumentHelp("Leave after this long, such as 500ms, 30s or 5m.", valueName: "duration"))
  var timeout: TimeLimit?

  @OptionGroup var report: ReportOptions
  @OptionGroup var connection: ConnectionOptions

  func run(on console: Console) throws(Failure) -> ExitStatus {
    try WorkErrand(.verify, host: host.host, timeout: timeout, report: report, connection: connection)
      .runAndTell(on: console)
  }
}
