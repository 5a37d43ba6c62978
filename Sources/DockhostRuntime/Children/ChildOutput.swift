import CLinux
import Glibc

/// Bytes kept of what a child prints on one stream; the rest is read and dropped.
let outputCap = 1 << 20

/// A pipe for what a child prints, emptied as it fills, so that the child never waits.
///
/// Not a file, even for a child that outlives this process: a snap's program is refused descriptors of files that its
/// confinement hides, and gets /dev/null in their place. Such a child keeps the pipe's reading end itself, so that
/// printing when nobody reads any more does not end it; the pipe takes a megabyte before it would wait.
final class ChildOutput {
  /// The descriptor for the child.
  private(set) var childEnd: Int32
  private var source: ReadSource?
  private var bytes: [UInt8] = []
  private let received: ([UInt8]) -> Void

  /// What comes is also given to `received` as it comes, all of it.
  init(received: @escaping ([UInt8]) -> Void = { _ in }) throws(SystemFault) {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { throw SystemFault("pipe2") }
    childEnd = ends[1]
    self.received = received
    // Ours alone does not block: the flag belongs to an end, and programs do not expect it on theirs.
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    source = ReadSource(owning: ends[0]) { [weak self] in self?.drain() }
  }

  /// The reading end, for a child that keeps it; the pipe is made as large as an unprivileged user's may be.
  func descriptorToKeep() -> Int32 {
    guard let source else { return -1 }
    _ = fcntl(source.descriptor, Int32(DOCKHOST_SET_PIPE_SIZE), Int32(outputCap))
    return source.descriptor
  }

  /// The child has its descriptor, ours is not needed any more.
  func closeChildEnd() {
    guard childEnd >= 0 else { return }
    close(childEnd)
    childEnd = -1
  }

  /// What was printed, up to `outputCap`; nothing is collected afterwards.
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
        received(Array(buffer[..<count]))
      }
    }
  }

  isolated deinit {
    closeChildEnd()
  }
}
