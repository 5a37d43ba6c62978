import ArgumentParser
import Configuration
import DockhostClient

struct EngineUpgrade: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "upgrade",
    abstract: "Install another version of Docker Engine",
    discussion: """
      Says first which containers stop, and asks across major versions. A version that cannot read the data of the one \
      that is there is refused.

      Example: dockhostctl engine upgrade --version 28
      """)

  @OptionGroup var host: HostArgument

  @Option(help: ArgumentHelp("A version or its beginning; the latest if left out.", valueName: "version"))
  var version: String?

  @OptionGroup var work: WorkOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    if let version, let reason = complaint(about: .text(version), for: "engine.version") {
      throw ValidationError("--version: \(reason).")
    }
  }

  func run(on console: Console) throws(Failure) -> ExitStatus {
    try WorkErrand(
      .upgrade(version: version == "latest" ? nil : version), host: host.host, agrees: work.yes,
      timeout: work.timeout, report: report, connection: connection
    ).runAndTell(on: console)
  }
}
