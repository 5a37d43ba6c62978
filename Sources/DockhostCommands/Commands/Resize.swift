import ArgumentParser
import DockhostClient

struct Resize: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "resize",
    abstract: "Give a host other sizes",
    discussion: """
      The instance is stopped and started for it; it asks first where containers run. A disk only grows.

      Example: dockhostctl resize --memory 8G
      """)

  @OptionGroup var host: HostArgument
  @OptionGroup var sizes: SizeOptions
  @OptionGroup var work: WorkOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    if sizes.cpus == nil, sizes.memory == nil, sizes.disk == nil {
      throw ValidationError("Name at least one of '--cpus', '--memory' and '--disk'.")
    }
  }

  func run(on console: Console) throws(Failure) -> ExitStatus {
    try WorkErrand(
      .resize(cpus: sizes.cpus, memory: sizes.memory, disk: sizes.disk), host: host.host, agrees: work.yes,
      timeout: work.timeout, report: report, connection: connection
    ).runAndTell(on: console)
  }
}
