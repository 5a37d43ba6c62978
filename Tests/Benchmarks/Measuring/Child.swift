import CLinux
import Glibc

/// A process of the benchmarks' own.
final class Child {
  let process: pid_t
  /// Its exit status, 128 plus the signal's number for one that was killed; nil while it runs, as far as was looked.
  private(set) var status: Int32?

  /// Starts a program given by its path; what it writes goes to `output`.
  init(_ command: [String], environment: [String], output: Int32) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, output, 2)
    let arguments = command.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for pointer in arguments + variables { free(pointer) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, command[0], &actions, nil, arguments, variables)
    guard code == 0 else { throw MeasurementFailure.system("run \"\(command[0])\"", code: code) }
    self.process = process
  }

  deinit {
    if status == nil {
      kill(process, SIGKILL)
      wait()
    }
  }

  /// Waits for its end and returns its exit status, 128 plus the signal's number for one that was killed.
  @discardableResult
  func wait() -> Int32 {
    if let status { return status }
    var word: Int32 = 0
    while waitpid(process, &word, 0) < 0 && errno == EINTR {}
    return conclude(word)
  }

  /// Whether it has ended by now.
  func hasEnded() -> Bool {
    var word: Int32 = 0
    if status == nil && waitpid(process, &word, WNOHANG) == process { _ = conclude(word) }
    return status != nil
  }

  private func conclude(_ word: Int32) -> Int32 {
    let signal = word & 0x7f
    let ended = signal == 0 ? (word >> 8) & 0xff : 128 + signal
    status = ended
    return ended
  }

  /// Asks it to end, and waits until it has.
  func end() {
    kill(process, SIGTERM)
    wait()
  }
}

/// The environment of this process, for a child.
func inheritedEnvironment() -> [String] {
  var variables: [String] = []
  var next = environ
  while let variable = next.pointee {
    variables.append(String(cString: variable))
    next += 1
  }
  return variables
}

/// Runs a program to its end, its output on ours; it has to succeed.
func perform(_ command: [String]) throws {
  let status = try Child(command, environment: inheritedEnvironment(), output: 2).wait()
  guard status == 0 else {
    throw MeasurementFailure("`\(command.joined(separator: " "))` exited with \(status)")
  }
}
