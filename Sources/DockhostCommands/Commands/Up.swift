import ArgumentParser
import DockhostClient
import DockhostInterface

struct Up: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "up",
    abstract: "Create a host, or bring it to what is configured",
    discussion: """
      Creates the instance where there is none, installs Docker Engine, opens it to this machine alone, and mounts \
      folders. What is said here is written to the configuration. It is safe to run again at any time: it goes on where \
      it was, and joins in where it still runs. Ctrl-C leaves, and the work goes on.

      Example: dockhostctl up big-docker-host --cpus 4 --memory 8G --disk 80G
      """)

  @Argument(
    help: "Name of a host, which may be a new one; default-host of the configuration if left out.",
    completion: .custom(knownHosts))
  var host: String?

  @OptionGroup var sizes: SizeOptions
  @OptionGroup var guest: GuestOptions

  @Flag(help: "Only print what would be done, and the files that would be written.")
  var plan = false

  @OptionGroup var work: WorkOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var connection: ConnectionOptions

  func run(on console: Console) throws(Failure) -> ExitStatus {
    let errand = WorkErrand(
      .up(GuestWishes(sizes, guest), plan: plan), host: host, agrees: work.yes, timeout: work.timeout, report: report,
      connection: connection)
    let end = try errand.run(on: console)
    guard !report.quiet, !report.json else { return .fine }
    try console.output.write((end.lines ?? []).map { Line($0) })
    guard !plan, let endpoint = end.host.flatMap({ dockerHost($0.endpoint) }) else { return .fine }
    try console.print("DOCKER_HOST=\(endpoint)")
    if let advice = clientAdvice(endpoint: endpoint, on: console) { console.note(advice) }
    return .fine
  }
}
