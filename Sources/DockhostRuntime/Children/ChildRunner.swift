import Glibc
import Logging
import Multipass
import Systemd

/// Runs programs and tells how they ended.
///
/// A child that may be signalled dies with its process group: when its limit passes, when it ends, and with this
/// service. One that may not lives outside the service's control group and prints into files.
final class ChildRunner {
  private let limit: DescriptorLimit?
  private let manager: OwningManager?
  private let path: String
  private let log: Logger
  private var running: [Int: Child] = [:]
  private var started = 0

  /// Children get `limit`, by default this process's own; `manager` is the one that this daemon is a unit of; `path` has
  /// the folders of programs, with colons between them.
  init(
    limit: DescriptorLimit? = nil, manager: OwningManager? = owningManager(), path: String = environmentPath(),
    log: Logger = Logger(label: "dockhostd")
  ) {
    self.limit = limit
    self.manager = manager
    self.path = path
    self.log = log
  }

  /// Runs a program; `ended` is called once, and before it `overran` where a limit passes that must not end the child.
  ///
  /// Neither is called before this returns.
  func run(_ request: ChildRequest, overran: @escaping () -> Void, ended: @escaping (CommandEnd) -> Void) {
    guard let program = find(request.program) else {
      return later { ended(CommandEnd(exit: .notFound)) }
    }
    let command = CommandLine(path: program, arguments: request.arguments)
    guard !request.mayBeSignalled, let manager, let systemdRun = find("systemd-run") else {
      return start(command, request, overran, ended)
    }
    let line = detached(command, by: systemdRun, manager, patience: request.limit ?? .seconds(360))
    start(line, request, overran) { [weak self] end in
      guard let self, case .code(let code) = end.exit, couldNotDetach(code: code, errorOutput: end.errorOutput) else {
        return ended(end)
      }
      log.warning(
        "A command that must not be interrupted runs inside the service, whose restart would end it.",
        metadata: ["program": "\(program)", "reason": "\(end.errorOutput)"])
      start(command, request, overran, ended)
    }
  }

  /// Ends every child that may be ended, for the end of a daemon that no service manager cleans up after.
  func killAll() {
    for child in running.values { child.kill() }
  }

  private func start(
    _ command: CommandLine, _ request: ChildRequest, _ overran: @escaping () -> Void,
    _ ended: @escaping (CommandEnd) -> Void
  ) {
    do {
      started += 1
      let limit = try limit ?? .current()
      running[started] = try Child(command, for: request, limit: limit, overran: overran, ended: ended) {
        [weak self, key = started] in self?.running[key] = nil
      }
    } catch {
      later { ended(CommandEnd(exit: .code(126), errorOutput: "'\(command.path)' could not be started: \(error)")) }
    }
  }

  private func find(_ program: String) -> String? {
    findProgram(program, path: path)
  }
}

/// PATH, or what a shell takes without it.
func environmentPath() -> String {
  getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
}
