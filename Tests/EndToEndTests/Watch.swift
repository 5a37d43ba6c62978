import CLinux
import DockhostInterface
import FoundationEssentials
import Glibc
import Machines
import StandIn

/// A running `dockhostctl watch --json`, read line by line as the lines come.
final class Watch {
  private let process: pid_t
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// Everything that was told, in order.
  private(set) var told: [Host] = []
  /// How many daemons have told it something: each begins to count anew.
  private(set) var streams = 0

  init(_ scene: Scene) throws {
    var pipes: [Int32] = [0, 0]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &pipes) == 0 else {
      throw StoryFailure("socketpair: errno \(errno)")
    }
    let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer {
      close(nothing)
      close(pipes[1])
    }
    descriptor = pipes[0]
    process = try scene.laptop.start(
      ["dockhostctl", "watch", "--json"], as: .dev,
      streams: GuestStreams(input: nothing, output: pipes[1], error: nothing))
  }

  deinit {
    close(descriptor)
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  /// Waits until the host is told to be so, and returns it; what was told before counts, too, if it is the latest.
  @discardableResult
  func wait(
    upTo limit: Duration = .seconds(60), for expectation: String, until condition: (Host) -> Bool
  ) throws -> Host {
    let deadline = ContinuousClock.now + limit
    if let host = told.last, condition(host) { return host }
    while let line = try nextLine(before: deadline) {
      let reply = try JSONDecoder().decode(MonitorReply.self, from: Data(line))
      told += reply.hosts
      if reply.sequence == 1 { streams += 1 }
      if let host = reply.hosts.last, condition(host) { return host }
    }
    let phases = told.map { "\($0.phase.rawValue) \($0.conditions.map(\.code))" }.joined(separator: ", ")
    throw StoryFailure("waited \(limit) for \(expectation); told: \(phases)")
  }

  /// Waits for a phase.
  @discardableResult
  func wait(upTo limit: Duration = .seconds(60), for phase: Phase) throws -> Host {
    try wait(upTo: limit, for: "phase \(phase.rawValue)") { $0.phase == phase }
  }

  /// Waits for a condition.
  @discardableResult
  func wait(upTo limit: Duration = .seconds(60), forCondition code: String) throws -> Host {
    try wait(upTo: limit, for: "condition \(code)") { $0.conditions.contains { $0.code == code } }
  }

  private func nextLine(before deadline: ContinuousClock.Instant) throws -> [UInt8]? {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        defer { buffer.removeSubrange(...end) }
        return Array(buffer[..<end])
      }
      let left = ContinuousClock.now.duration(to: deadline)
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard left > .zero, poll(&entry, 1, Int32(clamping: left.components.seconds * 1000 + 1)) > 0 else { return nil }
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let count = read(descriptor, &chunk, chunk.count)
      guard count > 0 else { throw StoryFailure("dockhostctl watch ended; told: \(told.map(\.phase.rawValue))") }
      buffer += chunk[..<count]
    }
  }
}
