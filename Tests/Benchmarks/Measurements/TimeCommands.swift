import ArgumentParser
import Glibc

/// Runs where the commands are, so that only they are timed and not the way there.
struct TimeCommands: ParsableCommand {
  static let name = "time-commands"

  static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Run commands in turn and print a line of nanoseconds for each round.",
    shouldDisplay: false)

  @Option(help: "How often each is run")
  var rounds: Int

  @Argument(help: "Commands, their words separated by spaces")
  var commands: [String]

  func run() throws {
    let nothing = open("/dev/null", O_WRONLY | O_CLOEXEC)
    let environment = inheritedEnvironment()
    let split = commands.map { $0.split(separator: " ").map(String.init) }
    // Once for the caches.
    for command in split { _ = try time(command, environment, nothing) }
    for _ in 0..<rounds {
      let times = try split.map { try time($0, environment, nothing) }
      print(times.map { "\(Int64($0 / .nanoseconds(1)))" }.joined(separator: " "))
    }
  }

  private func time(_ command: [String], _ environment: [String], _ output: Int32) throws -> Duration {
    let began = ContinuousClock.now
    let status = try Child(command, environment: environment, output: output).wait()
    let elapsed = began.duration(to: .now)
    guard status == 0 else {
      throw MeasurementFailure("`\(command.joined(separator: " "))` exited with \(status); run it to see why")
    }
    return elapsed
  }
}
