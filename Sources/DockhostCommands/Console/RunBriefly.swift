import CLinux
import Glibc

/// How a short run of another program ended.
struct BriefRun: Equatable {
  var status: Int32
  var output: String
  var errors: String
}

/// Why there is no end of a run to tell of.
enum BriefRunFault: Error, Equatable {
  case notFound
  case late
  /// `errno`.
  case failed(Int32)
}

/// Runs a program.
///
/// - Parameters:
///   - words: the program, which is looked for on the environment's PATH, and its arguments.
///   - environment: all variables that it gets.
///   - limit: after which it is killed.
/// - Returns: how it ended, and the first 64 KiB of what it wrote.
/// - Throws: `BriefRunFault` where it has not come to an end of its own.
func runBriefly(
  _ words: [String], environment: [String: String], within limit: Duration
) throws(BriefRunFault) -> BriefRun {
  guard let path = find(words[0], on: environment["PATH"] ?? "") else { throw .notFound }
  var ends = [Int32](repeating: -1, count: 4)
  let opened = ends.withUnsafeMutableBufferPointer { ends in
    ends.baseAddress.map { pipe2($0, O_CLOEXEC) == 0 && pipe2($0 + 2, O_CLOEXEC) == 0 } ?? false
  }
  defer { for end in ends where end >= 0 { close(end) } }
  guard opened else { throw .failed(errno) }
  let process = try start(path, words, environment, output: ends[1], errors: ends[3])
  for index in [1, 3] {
    close(ends[index])
    ends[index] = -1
  }
  let texts = collect(from: [ends[0], ends[2]], until: .now + limit)
  // It may have closed its output and go on; nobody waits for that.
  if texts == nil { kill(process, SIGKILL) }
  var word: Int32 = 0
  while waitpid(process, &word, 0) < 0, errno == EINTR {}
  guard let texts else { throw .late }
  return BriefRun(
    status: word & 0x7F == 0 ? (word >> 8) & 0xFF : 128 + (word & 0x7F), output: texts[0], errors: texts[1])
}

private func find(_ program: String, on path: String) -> String? {
  path.split(separator: ":").map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
}

private func start(
  _ path: String, _ words: [String], _ environment: [String: String], output: Int32, errors: Int32
) throws(BriefRunFault) -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
  posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
  let arguments = words.map { strdup($0) } + [nil]
  let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
  defer { (arguments + variables).forEach { free($0) } }
  var process: pid_t = 0
  let code = posix_spawn(&process, path, &actions, nil, arguments, variables)
  guard code == 0 else { throw .failed(code) }
  return process
}

/// What comes until all have ended; nil when that is not in time.
private func collect(from descriptors: [Int32], until deadline: ContinuousClock.Instant) -> [String]? {
  var texts = descriptors.map { _ in [UInt8]() }
  var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
  while entries.contains(where: { $0.fd >= 0 }) {
    let left = (deadline - .now) / .milliseconds(1)
    guard left > 0 else { return nil }
    guard poll(&entries, nfds_t(entries.count), Int32(left) + 1) > 0 else { continue }
    for index in entries.indices where entries[index].revents != 0 {
      let part = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        count = max(0, read(entries[index].fd, buffer.baseAddress, buffer.count))
      }
      if part.isEmpty { entries[index].fd = -1 }
      texts[index] += part.prefix((1 << 16) - min(texts[index].count, 1 << 16))
    }
  }
  return texts.map { String(decoding: $0, as: UTF8.self) }
}
