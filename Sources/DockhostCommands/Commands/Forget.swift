import ArgumentParser
import DockhostClient
import DockhostInterface

/// For packaging/uninstall, before the daemon goes.
struct Forget: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Take Dockhost's files out of the guests",
    discussion: """
      Instances, engines and containers stay. Without a host it is done in all of them. The hosts are paused; \
      dockhostctl resume ends that.
      """,
    shouldDisplay: false)

  @OptionGroup var hosts: HostsArgument

  @Option(help: ArgumentHelp("Leave a host after this long, such as 30s or 5m.", valueName: "duration"))
  var timeout: TimeLimit?

  @OptionGroup var report: ReportOptions
  @OptionGroup var connection: ConnectionOptions

  func run(on console: Console) throws(Failure) -> ExitStatus {
    let known = try connection.ask(console) { connection throws(ClientError) in try connection.status(of: hosts.host) }
    var status = ExitStatus.fine
    for host in known.parameters.hosts {
      do {
        try forget(host, on: console)
      } catch {
        // One that cannot be reached is no reason to leave the others as they are.
        if error.status == .interrupted || error.status == .unreachable { throw error }
        console.note("'\(host.name)' was left as it is: \(error.message)")
        status = .failed
      }
    }
    return status
  }

  /// The host is paused for it: dockhostd would mend what is missing then.
  private func forget(_ host: Host, on console: Console) throws(Failure) {
    try act(.pause, on: host, console)
    do {
      _ = try WorkErrand(.forget, host: host.name, timeout: timeout, report: report, connection: connection)
        .runAndTell(on: console)
    } catch {
      if !host.paused, error.status == .failed { try act(.resume, on: host, console) }
      throw error
    }
  }

  private func act(_ action: HostAction, on host: Host, _ console: Console) throws(Failure) {
    _ = try connection.ask(console) { connection throws(ClientError) in try connection.act(action, on: host.name) }
  }
}
