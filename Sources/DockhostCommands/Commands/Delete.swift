import ArgumentParser
import DockhostClient

struct Delete: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete a host's instance; it asks first",
    discussion: "multipass recover brings it back until it is purged. The configuration keeps the host.")

  @OptionGroup var host: HostArgument

  @Flag(help: "Delete it for good, with everything on its disk.")
  var purge = false

  @OptionGroup var work: WorkOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var connection: ConnectionOptions

  func run(on console: Console) throws(Failure) -> ExitStatus {
    try WorkErrand(
      .delete(purge: purge), host: host.host, agrees: work.yes, timeout: work.timeout, report: report,
      connection: connection
    ).runAndTell(on: console)
  }
}
