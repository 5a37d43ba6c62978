import CLinux
import Dispatch
import Glibc
import StandIn

/// A command in a guest, its streams carried between the guest and the client as SSH does: when the client dies, so do
/// they, whatever the guest goes on to do.
struct GuestSession {
  var daemon: String

  /// Runs `command` and returns its exit status, 255 when it ended without one.
  func run(_ name: String, _ command: [String]) throws(Refusal) -> Int32 {
    let request = Request.enter(name: name, command: command)
    // On a terminal the guest gets a terminal.
    if isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 {
      let connection = try Connection(
        to: daemon, request, descriptors: [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO])
      return Self.status(try connection.last())
    }
    let (input, output, error) = (Pipe(), Pipe(), Pipe())
    let connection = try Connection(
      to: daemon, request, descriptors: [input.reader, output.writer, error.writer])
    for descriptor in [input.reader, output.writer, error.writer] { close(descriptor) }
    defer { for descriptor in [output.reader, error.reader] { close(descriptor) } }
    return try carry(input.writer, output.reader, error.reader, connection)
  }

  /// Carries the streams until both of the guest's have ended and its exit status is known.
  private func carry(
    _ input: Int32, _ output: Int32, _ error: Int32, _ connection: Connection
  ) throws(Refusal) -> Int32 {
    // Refused, or begun.
    _ = try connection.nextUnlessRefused()
    DispatchQueue.global().async { Self.feed(input) }
    var watched = [connection.channel.descriptor, output, error].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    var status: Int32 = 255
    while watched.contains(where: { $0.fd >= 0 }) {
      guard poll(&watched, 3, -1) >= 0 || errno == EINTR else { return 255 }
      for (index, target) in [(1, STDOUT_FILENO), (2, STDERR_FILENO)] where watched[index].isReady {
        if !Self.copy(from: watched[index].fd, to: target) { watched[index].fd = -1 }
      }
      guard watched[0].isReady else { continue }
      watched[0].fd = -1
      status = (try? connection.nextUnlessRefused()).map(Self.status) ?? 255
    }
    return status
  }

  private static func status(_ reply: Reply) -> Int32 {
    if case .exited(let status) = reply { status } else { 255 }
  }

  /// Standard input is forwarded to its end, wanted or not.
  private static func feed(_ input: Int32) {
    while copy(from: STDIN_FILENO, to: input) {}
    close(input)
  }

  private static func copy(from source: Int32, to target: Int32) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(source, &buffer, buffer.count)
    if count > 0 { Output.write(buffer[..<count], to: target) }
    return count > 0
  }
}

extension pollfd {
  fileprivate var isReady: Bool { fd >= 0 && revents != 0 }
}

/// A pipe that no child inherits; its ends are closed by hand.
private struct Pipe {
  var reader: Int32
  var writer: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    _ = pipe2(&ends, O_CLOEXEC)
    (reader, writer) = (ends[0], ends[1])
  }
}
