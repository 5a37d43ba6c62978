import Systemd

/// A command line.
struct CommandLine: Equatable {
  var path: String
  var arguments: [String]
}

/// The command, run by systemd-run(1) in a scope of its own: outside this service's control group, which is what a stop
/// or a restart of the service ends.
///
/// `systemd-run --scope` becomes the command in the same process, so it stays a child of ours. The scope's own stop, at
/// a logout, sends a signal that does nothing and then waits for `patience`.
func detached(_ command: CommandLine, by systemdRun: String, _ manager: OwningManager, patience: Duration)
  -> CommandLine
{
  let seconds = max(1, patience.components.seconds)
  return CommandLine(
    path: systemdRun,
    arguments: [
      manager == .user ? "--user" : "--system", "--scope", "--quiet", "--collect", "--property=KillSignal=SIGCONT",
      "--property=SendSIGKILL=no", "--property=TimeoutStopSec=\(seconds)", "--", command.path,
    ] + command.arguments)
}

/// Whether systemd-run itself failed, so that the command has not been run.
func couldNotDetach(code: Int32, errorOutput: String) -> Bool {
  code == 1
    && ["Failed to connect to bus", "Failed to create bus connection", "Failed to start transient scope unit"]
      .contains { errorOutput.hasPrefix($0) }
}
