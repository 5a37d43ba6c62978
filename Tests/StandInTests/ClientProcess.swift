import CLinux
import Glibc

/// The built `multipass`, run against a bench.
struct ClientProcess {
  /// Its daemon must outlive it.
  private let bench: Bench
  let pid: pid_t
  let input: Int32
  private let output: Int32
  private let error: Int32

  /// Starts it with pipes as its standard streams.
  init(_ bench: Bench, _ arguments: [String], environment: [String] = []) throws {
    self.bench = bench
    var (inputs, outputs, errors): ([Int32], [Int32], [Int32]) = ([-1, -1], [-1, -1], [-1, -1])
    for failed in [pipe2(&inputs, O_CLOEXEC), pipe2(&outputs, O_CLOEXEC), pipe2(&errors, O_CLOEXEC)] where failed != 0 {
      throw Missing(what: "pipe")
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    for (number, end) in [(0, inputs[0]), (1, outputs[1]), (2, errors[1])] as [(Int32, Int32)] {
      posix_spawn_file_actions_adddup2(&actions, end, number)
    }
    defer {
      posix_spawn_file_actions_destroy(&actions)
      for end in [inputs[0], outputs[1], errors[1]] { close(end) }
    }
    let variables = environment.isEmpty ? ["MULTIPASS_SERVER_ADDRESS=unix:\(bench.socket)"] : environment
    pid = try Self.spawn(try Self.program(), arguments, variables, &actions)
    (input, output, error) = (inputs[1], outputs[0], errors[0])
  }

  struct Missing: Error {
    var what: String
  }

  struct End: Equatable {
    /// The exit code, or minus the signal.
    var code: Int32
    var output: String
    var error: String
  }

  /// Closes its standard input and waits for its end.
  func end() -> End {
    defer { withExtendedLifetime(bench) {} }
    close(input)
    let (text, complaints) = (Self.readAll(output), Self.readAll(error))
    var status: Int32 = 0
    waitpid(pid, &status, 0)
    let signal = status & 0x7f
    return End(code: signal == 0 ? status >> 8 & 0xff : -signal, output: text, error: complaints)
  }

  private static func readAll(_ descriptor: Int32) -> String {
    var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 4096))
    while case let count = Glibc.read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
    close(descriptor)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The programs are built into the folder of the tests.
  private static func program() throws -> String {
    guard let path = realpath("/proc/self/exe", nil) else { throw Missing(what: "/proc/self/exe") }
    defer { free(path) }
    let here = String(cString: path)
    return here[..<(here.lastIndex(of: "/") ?? here.endIndex)] + "/multipass"
  }

  private static func spawn(
    _ program: String, _ arguments: [String], _ environment: [String],
    _ actions: inout posix_spawn_file_actions_t
  ) throws -> pid_t {
    var pid: pid_t = 0
    var strings = ([program] + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { for string in strings + variables { free(string) } }
    guard posix_spawn(&pid, program, &actions, nil, &strings, &variables) == 0 else { throw Missing(what: program) }
    return pid
  }
}

extension Bench {
  /// Runs `multipass` to its end.
  func multipass(_ arguments: String...) throws -> ClientProcess.End {
    try ClientProcess(self, arguments).end()
  }
}
