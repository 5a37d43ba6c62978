import CLinux
import Glibc

/// Where a child's standard output or standard error goes.
protocol ChildOutput: AnyObject {
  /// The descriptor for the child.
  var childEnd: Int32 { get }
  /// The child has its descriptor, ours is not needed any more.
  func closeChildEnd()
  /// What was printed, up to `outputCap`; nothing is collected afterwards.
  func finish() -> String
}

/// Bytes kept of what a child prints on one stream; the rest is read and dropped.
let outputCap = 1 << 20

/// A pipe that is emptied as it fills, so that the child never waits.
final class PipeOutput: ChildOutput {
  private(set) var childEnd: Int32
  private var source: ReadSource?
  private var bytes: [UInt8] = []

  init() throws(SystemFault) {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { throw SystemFault("pipe2") }
    childEnd = ends[1]
    // Ours alone does not block: the flag belongs to an end, and programs do not expect it on theirs.
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    source = ReadSource(owning: ends[0]) { [weak self] in self?.drain() }
  }

  func closeChildEnd() {
    guard childEnd >= 0 else { return }
    close(childEnd)
    childEnd = -1
  }

  func finish() -> String {
    drain()
    source?.cancel()
    closeChildEnd()
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads what is there, at most as much as is kept: whoever writes without end must not hold the loop up.
  private func drain() {
    guard let source, !source.isCancelled else { return }
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
      for _ in 0..<(outputCap / buffer.count) {
        let count = read(source.descriptor, buffer.baseAddress, buffer.count)
        if count < 0, errno == EAGAIN || errno == EINTR { return }
        guard count > 0 else { return source.cancel() }
        bytes += buffer[..<min(count, outputCap - bytes.count)]
      }
    }
  }

  isolated deinit {
    closeChildEnd()
  }
}

/// A file without a name, which takes what a child prints even when nobody is there to read it: a broken pipe would end
/// the child.
final class FileOutput: ChildOutput {
  private(set) var childEnd: Int32

  /// The file is on the file system of `folder`.
  init(folder: String) throws(SystemFault) {
    childEnd = open(folder, Int32(DOCKHOST_UNNAMED_FILE) | O_RDWR | O_CLOEXEC, 0o600)
    if childEnd < 0, errno == EOPNOTSUPP || errno == EISDIR { childEnd = Self.makeUnlinked(folder) }
    guard childEnd >= 0 else { throw SystemFault("opening a file in '\(folder)'") }
  }

  /// For file systems that want a name first.
  private static func makeUnlinked(_ folder: String) -> Int32 {
    var name = Array("\(folder)/child.XXXXXX".utf8CString)
    let descriptor = mkostemp(&name, O_CLOEXEC)
    if descriptor >= 0 { unlink(name) }
    return descriptor
  }

  func closeChildEnd() {}

  func finish() -> String {
    defer { close() }
    return String(unsafeUninitializedCapacity: outputCap) { buffer in
      max(0, pread(childEnd, buffer.baseAddress, buffer.count, 0))
    }
  }

  private func close() {
    if childEnd >= 0 { Glibc.close(childEnd) }
    childEnd = -1
  }

  isolated deinit {
    close()
  }
}
