import CLinux
import Glibc
import Machines
import StandIn

/// A command of the laptop's user that runs beside a story, read line by line as the lines come.
final class RunningCommand {
  private let process: pid_t
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isCollected = false
  /// Everything it has printed so far, on both its outputs.
  private(set) var lines: [String] = []

  init(_ scene: Scene, _ command: String...) throws {
    var ends: [Int32] = [0, 0]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw StoryFailure("socketpair: errno \(errno)")
    }
    let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer {
      close(nothing)
      close(ends[1])
    }
    descriptor = ends[0]
    process = try scene.laptop.start(
      command, as: .dev, streams: GuestStreams(input: nothing, output: ends[1], error: ends[1]))
  }

  deinit {
    close(descriptor)
    guard !isCollected else { return }
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  /// Waits for a line that holds this text; false when it ends without one.
  func reaches(_ text: String, within limit: Duration = .seconds(120)) throws -> Bool {
    let deadline = ContinuousClock.now + limit
    while let line = try nextLine(before: deadline) {
      lines.append(line)
      if line.contains(text) { return true }
    }
    return false
  }

  /// Waits for its end and returns its exit status.
  func end(within limit: Duration = .seconds(180)) throws -> Int32 {
    let deadline = ContinuousClock.now + limit
    while let line = try nextLine(before: deadline) { lines.append(line) }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    isCollected = true
    return (status >> 8) & 0xff
  }

  /// Nil at its end.
  private func nextLine(before deadline: ContinuousClock.Instant) throws -> String? {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        defer { buffer.removeSubrange(...end) }
        return String(decoding: buffer[..<end], as: UTF8.self)
      }
      let left = ContinuousClock.now.duration(to: deadline)
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard left > .zero, poll(&entry, 1, Int32(clamping: left.components.seconds * 1000 + 1)) > 0 else {
        throw StoryFailure("waited too long for a command; it said:\n\(lines.joined(separator: "\n"))")
      }
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let count = read(descriptor, &chunk, chunk.count)
      guard count > 0 else { return nil }
      buffer += chunk[..<count]
    }
  }
}
