import FoundationEssentials
import Glibc
import Testing

@testable import DockhostRuntime

/// The built dockhostd in a folder of its own, beside a Multipass that is a script. Its socket listens before it
/// runs, as a service manager does it, so that nobody has to wait for it.
final class DaemonProcess {
  let folder: String
  var path: String { "\(folder)/control.sock" }
  private let process: pid_t
  private var status: Int32?

  /// The script is sh's, is run in the folder, and has no instances where none is given.
  init(configuration: String, multipass: String = #"echo '{"list":[]}'"#) throws {
    folder = try temporaryFolder()
    let listener = try bindControlSocket(path: "\(folder)/control.sock")
    defer { close(listener) }
    try write("#!/bin/sh\ncd '\(folder)'\n\(multipass)\n", to: "\(folder)/multipass", mode: 0o700)
    try write(configuration, to: "\(folder)/config.toml", mode: 0o600)
    // The listener's process must be named in the environment (sd_listen_fds(3)): the shell becomes the daemon.
    process = try spawn(
      ["/bin/sh", "-c", "LISTEN_PID=$$ exec \"$0\" \"$@\"", Self.program]
        + ["--config", "\(folder)/config.toml", "--state-dir", "\(folder)/state", "--runtime-dir", folder],
      environment: ["PATH=\(folder):/usr/bin:/bin", "HOME=\(folder)", "LISTEN_FDS=1", "LISTEN_FDNAMES=control"]
        + Self.knownLeaks,
      listener: listener, log: "\(folder)/log")
  }

  /// What it has logged.
  var log: String { (try? String(contentsOfFile: "\(folder)/log", encoding: .utf8)) ?? "" }

  /// Other settings, for a reload.
  func configure(_ configuration: String) throws {
    try write(configuration, to: "\(folder)/config.toml", mode: 0o600)
  }

  /// What is in a file of its folder; empty where there is none.
  func read(_ name: String) -> String {
    (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)) ?? ""
  }

  /// Ends it in order; returns its exit status, or nil where a signal ended it.
  func end() -> Int32? {
    kill(process, SIGTERM)
    return reap()
  }

  isolated deinit {
    if status == nil {
      kill(process, SIGKILL)
      _ = reap()
    }
    removeFolder(folder)
  }

  private func reap() -> Int32? {
    var word: Int32 = 0
    waitpid(process, &word, 0)
    status = word
    return word & 0x7F == 0 ? word >> 8 & 0xFF : nil
  }

  /// What the search for leaks passes over, where it is on.
  private static var knownLeaks: [String] {
    ProcessInfo.processInfo.environment["LSAN_OPTIONS"].map { ["LSAN_OPTIONS=\($0)"] } ?? []
  }

  /// Beside the program that runs the tests.
  private static var program: String {
    let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return (tests ?? "").split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/dockhostd"
  }
}

private func write(_ text: String, to path: String, mode: mode_t) throws {
  try text.write(toFile: path, atomically: true, encoding: .utf8)
  try #require(chmod(path, mode) == 0)
}

/// Starts a program with `listener` as its first passed descriptor, which is 3 by the protocol.
private func spawn(_ words: [String], environment: [String], listener: Int32, log: String) throws -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
  posix_spawn_file_actions_adddup2(&actions, listener, 3)
  let (arguments, variables) = (words.map { strdup($0) } + [nil], environment.map { strdup($0) } + [nil])
  defer { (arguments + variables).forEach { free($0) } }
  var process: pid_t = 0
  try #require(posix_spawn(&process, words[0], &actions, nil, arguments, variables) == 0)
  return process
}
