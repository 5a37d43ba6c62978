import CLinux
import FoundationEssentials
import Glibc

/// The built dockhostctl, as a process of its own.
final class Program {
  private let process: pid_t
  /// Kept for as long as the program may ask it.
  private let daemon: FakeDaemon?
  private var output: Source
  private var errors: Source?
  private var status: Int32?

  /// Runs it on a terminal, or with pipes, and perhaps by another command that stands before it.
  init(
    _ arguments: [String], with daemon: FakeDaemon? = nil, terminal: Terminal? = nil,
    environment: [String: String] = [:],
    before: [String] = []
  ) throws {
    var variables = ["PATH": "/usr/bin:/bin", "TERM": "xterm", "DOCKHOST_SOCKET": daemon?.path ?? "/nobody"]
    self.daemon = daemon
    variables.merge(environment) { $1 }
    let words = before + [Self.path] + arguments
    if let terminal {
      output = Source(terminal.descriptor)
      process = try spawn(words, environment: variables, on: .terminal(terminal.path))
    } else {
      let (outputPipe, errorPipe) = (try Pipe(), try Pipe())
      output = Source(outputPipe.reading)
      errors = Source(errorPipe.reading)
      process = try spawn(words, environment: variables, on: .pipes(outputPipe.writing, errorPipe.writing))
      close(outputPipe.writing)
      close(errorPipe.writing)
    }
  }

  deinit {
    guard status == nil else { return }
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  /// Waits until the program has written `text` to standard output, or to its terminal; returns all until there.
  @discardableResult func awaitOutput(_ text: String) throws -> String {
    try output.await(text)
  }

  /// Waits until the program has written `text` to standard error.
  func awaitErrors(_ text: String) throws {
    _ = try errors?.await(text)
  }

  func signal(_ number: Int32) {
    kill(process, number)
  }

  /// Waits for the end; a program that a signal killed has 128 and the signal's number, as in a shell.
  func end() throws -> Outcome {
    let (output, errors) = (try output.rest(), try errors?.rest() ?? "")
    var word: Int32 = 0
    waitpid(process, &word, 0)
    let status = word & 0x7F == 0 ? (word >> 8) & 0xFF : 128 + (word & 0x7F)
    self.status = status
    return Outcome(status: status, output: output, errors: errors)
  }

  /// Beside the program that runs the tests.
  private static var path: String {
    let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return (tests ?? "").split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/dockhostctl"
  }
}

private enum Streams {
  case pipes(Int32, Int32)
  case terminal(String)
}

private func spawn(_ words: [String], environment: [String: String], on streams: Streams) throws -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  switch streams {
  case .pipes(let output, let errors):
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
  case .terminal(let path):
    // The first terminal that the leader of a session opens is the session's: Ctrl-C reaches it.
    posix_spawnattr_setflags(&attributes, Int16(DOCKHOST_SPAWN_SESSION))
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, path, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
  }
  let arguments = words.map { strdup($0) } + [nil]
  let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
  defer { (arguments + variables).forEach { free($0) } }
  var process: pid_t = 0
  let code = posix_spawnp(&process, words[0], &actions, &attributes, arguments, variables)
  guard code == 0 else { throw SystemError("cannot run '\(words[0])'", code) }
  return process
}
