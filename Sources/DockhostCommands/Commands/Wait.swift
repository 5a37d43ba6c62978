import ArgumentParser
import DockhostClient
import DockhostInterface
import Glibc

struct Wait: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait",
    abstract: "Wait until hosts are healthy",
    discussion: """
      Hosts that are stopped as wished are not waited for: they make it end with 3 instead of 0. It ends with 1 as \
      soon as dockhostd has given one up.

      Example: dockhostctl wait --timeout 2m && docker ps
      """)

  @OptionGroup var hosts: HostsArgument

  @Option(help: ArgumentHelp("Give up after this long, such as 500ms, 30s or 5m.", valueName: "duration"))
  var timeout: TimeLimit?

  @Flag(name: .shortAndLong, help: "Print nothing but errors.")
  var quiet = false

  @OptionGroup var connection: ConnectionOptions

  func run(on console: Console) throws(Failure) -> ExitStatus {
    var progress = Progress(console, isShown: !quiet)
    defer { progress.clear() }
    let hosts = try follow(console, &progress)
    progress.clear()
    if !quiet { try console.output.write(hosts.map(summary)) }
    return ExitStatus(hosts)
  }

  private func follow(_ console: Console, _ progress: inout Progress) throws(Failure) -> [Host] {
    let deadline = timeout.map { ContinuousClock.Instant.now + $0.duration }
    var following = try Following(connection, console, signals: [SIGINT]) { connection throws(ClientError) in
      try connection.monitor(hosts.host)
    }
    var roll = HostRoll()
    while true {
      switch try following.next(until: [deadline, progress.nextTick].compactMap(\.self).min()) {
      case .reply(let reply):
        roll.take(reply.parameters)
        if roll.isSettled { return roll.hosts }
        progress.tell(roll.unsettled.map(summary).joined(by: "; "))
      case .signal: throw Failure(.interrupted, "left before every host was healthy")
      case .late where deadline.map { $0 <= .now } ?? false: throw timedOut(roll)
      case .late: progress.draw()
      case .away: progress.tell(Line(awayNotice, .caution))
      }
    }
  }

  private func timedOut(_ roll: HostRoll) -> Failure {
    let names = roll.unsettled.map { "'\($0.name)' is \($0.phase.words)" }.joined(separator: ", ")
    let limit = timeout.map { " after \(words(for: $0.duration))" } ?? ""
    return Failure(.timedOut, "still not healthy\(limit): \(names)", hint: "see: dockhostctl status")
  }
}
