import CLinux
import Glibc

/// What a child reads on its standard input.
enum ChildInput: Equatable {
  case none
  case bytes([UInt8])
  /// A file of this machine, read as the child takes it.
  case file(String)
}

/// A pipe that is filled as the child reads.
///
/// Not the file itself, for the reason that `ChildOutput` has.
final class InputPipe {
  private(set) var childEnd: Int32
  private let end: Int32
  private let file: Int32
  /// Read, and not yet written.
  private var pending: ArraySlice<UInt8>
  private var watch: Watch?
  /// Why the file could not be read to its end.
  private(set) var fault: SystemFault?

  /// Nil for a child that reads nothing.
  init?(_ input: ChildInput) throws(SystemFault) {
    switch input {
    case .none: return nil
    case .bytes(let bytes): (file, pending) = (-1, bytes[...])
    case .file(let path):
      (file, pending) = (open(path, O_RDONLY | O_CLOEXEC), [])
      guard file >= 0 else { throw SystemFault("opening '\(path)'") }
    }
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { throw SystemFault("pipe2") }
    (childEnd, end) = (ends[0], ends[1])
    _ = fcntl(end, F_SETFL, O_NONBLOCK)
    watch = Watch(end, for: .write) { [weak self] _ in self?.fill() }
  }

  /// The child has its descriptor, ours is not needed any more.
  func closeChildEnd() {
    guard childEnd >= 0 else { return }
    close(childEnd)
    childEnd = -1
  }

  /// Writes as much as there is room for, and no more than a megabyte at a time: a child that reads as fast must not hold
  /// the loop up. At the end, or when the child reads no more, the pipe is closed.
  private func fill() {
    for _ in 0..<16 {
      if pending.isEmpty { pending = nextChunk()[...] }
      guard !pending.isEmpty else { return finish() }
      let count = pending.withUnsafeBytes { write(end, $0.baseAddress, $0.count) }
      if count < 0, errno == EAGAIN || errno == EINTR { return }
      guard count > 0 else { return finish() }
      pending.removeFirst(count)
    }
  }

  private func nextChunk() -> [UInt8] {
    guard file >= 0 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      let result = read(file, buffer.baseAddress, buffer.count)
      if result < 0 { fault = SystemFault("reading what the child is to read") }
      count = max(0, result)
    }
  }

  /// Ends the pipe, so that the child sees the end.
  func finish() {
    guard let watch else { return }
    self.watch = nil
    watch.cancel()
    close(end)
    if file >= 0 { close(file) }
    closeChildEnd()
  }

  isolated deinit {
    finish()
  }
}
