import CLinux
import Glibc
import StandIn

/// How a command ended and what it wrote.
package struct CommandResult: Equatable, Sendable {
  /// The exit status; 128 plus the number for one ended by a signal, as shells have it.
  package var status: Int32
  package var output: String
  package var errorOutput: String

  package init(status: Int32, output: String, errorOutput: String) {
    self.status = status
    self.output = output
    self.errorOutput = errorOutput
  }
}

/// Runs `command` to its end and gives back whatever it did; throws when it cannot be started or overruns `limit`, which
/// ends its process group.
package func execute(
  _ command: [String], environment: [String: String]? = nil, input: String = "", limit: Duration = .seconds(60)
) throws(LabFailure) -> CommandResult {
  let given = try Scratch(input)
  let output = try Scratch()
  let errorOutput = try Scratch()
  let streams = GuestStreams(input: given.descriptor, output: output.descriptor, error: errorOutput.descriptor)
  let process = try spawn(command, environment: environment, streams: streams)
  let ended = waitForEnd(of: process, within: limit)
  if !ended { kill(-process, SIGKILL) }
  let status = reap(process)
  guard ended else {
    throw LabFailure("`\(command.joined(separator: " "))` did not end within \(limit): \(errorOutput.text())")
  }
  return CommandResult(status: status, output: output.text(), errorOutput: errorOutput.text())
}

/// Runs `command`, which has to succeed, and gives back what it wrote on its standard output.
@discardableResult
package func perform(
  _ command: [String], environment: [String: String]? = nil, input: String = "", limit: Duration = .seconds(60)
) throws(LabFailure) -> String {
  let result = try execute(command, environment: environment, input: input, limit: limit)
  guard result.status == 0 else {
    let said = result.errorOutput.isEmpty ? result.output : result.errorOutput
    throw LabFailure("`\(command.joined(separator: " "))` exited with \(result.status): \(said.trimmed)")
  }
  return result.output
}

/// Waits until a process has ended, a child or not; false when it has not within `limit`.
func waitForEnd(of process: pid_t, within limit: Duration) -> Bool {
  let descriptor = pidfd_open(process, 0)
  guard descriptor >= 0 else { return true }
  defer { close(descriptor) }
  return waitToRead(descriptor, within: limit)
}

/// Waits until one of the descriptors has something to read; false when none has within `limit`.
func waitToRead(_ descriptors: Int32..., within limit: Duration) -> Bool {
  let deadline = ContinuousClock.now + limit
  while true {
    var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let left = max(ContinuousClock.now.duration(to: deadline), .zero)
    let count = poll(&entries, nfds_t(entries.count), Int32(clamping: left.milliseconds))
    if count > 0 { return true }
    if count == 0 || errno != EINTR { return false }
  }
}

/// Collects a child's exit status.
func reap(_ process: pid_t) -> Int32 {
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0 && errno == EINTR {}
  let signal = status & 0x7f
  return signal == 0 ? (status >> 8) & 0xff : 128 + signal
}

/// A file without a name, for what a command reads or writes.
private struct Scratch: ~Copyable {
  let descriptor: Int32

  init(_ text: String = "") throws(LabFailure) {
    // 1 is MFD_CLOEXEC.
    descriptor = memfd_create("lab", 1)
    guard descriptor >= 0 else { throw systemFailure("cannot make a file in memory") }
    var text = text
    _ = text.withUTF8 { write(descriptor, $0.baseAddress, $0.count) }
    lseek(descriptor, 0, SEEK_SET)
  }

  func text() -> String {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    return String(unsafeUninitializedCapacity: max(size, 0)) { pread(descriptor, $0.baseAddress, size, 0) }
  }

  deinit {
    close(descriptor)
  }
}

extension Duration {
  /// Whole milliseconds, rounded down.
  var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}

extension StringProtocol {
  /// The text without white space at its ends.
  package var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
