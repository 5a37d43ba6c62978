import ArgumentParser
import DockhostClient

struct Unmount: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "unmount",
    abstract: "Take a mounted folder out of a host",
    usage: "dockhostctl unmount [<options>] [<host>] <target>")

  @Argument(help: "Name of a host, and the path where the folder is mounted in it.")
  var words: [String]

  @Option(help: ArgumentHelp("Leave after this long, such as 500ms, 30s or 5m.", valueName: "duration"))
  var timeout: TimeLimit?

  @OptionGroup var report: ReportOptions
  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    guard words.count <= 2, let target = words.last, target.hasPrefix("/") else {
      throw ValidationError("Expected the absolute path where the folder is mounted, such as '/mnt/data'.")
    }
  }

  func run(on console: Console) throws(Failure) -> ExitStatus {
    try WorkErrand(
      .unmount(target: words[words.count - 1]), host: words.count > 1 ? words[0] : nil, timeout: timeout,
      report: report, connection: connection
    ).runAndTell(on: console)
  }
}
