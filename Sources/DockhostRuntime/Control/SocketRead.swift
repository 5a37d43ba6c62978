import Glibc
import Varlink

/// How one read of a client's socket went.
enum SocketRead {
  /// Most bytes of one read.
  private static let most = 64 << 10

  case received
  /// There is nothing yet.
  case blocked
  /// The client sends no more, but still reads.
  case ended
  /// Nobody is at the other end.
  case gone

  /// Reads what is there, up to 64 KiB.
  init(from descriptor: Int32, into decoder: inout FrameDecoder) {
    self = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.most) { scratch in
      var count: Int
      repeat { count = Glibc.read(descriptor, scratch.baseAddress, scratch.count) } while count < 0 && errno == EINTR
      guard count != 0 else { return Self.hasHungUp(descriptor) ? .gone : .ended }
      guard count > 0 else { return errno == EAGAIN ? .blocked : .gone }
      decoder.append(UnsafeBufferPointer(rebasing: scratch[..<count]))
      return .received
    }
  }

  /// Tells a client that closed its socket from one that only closed the sending half.
  private static func hasHungUp(_ descriptor: Int32) -> Bool {
    var state = pollfd(fd: descriptor, events: 0, revents: 0)
    return poll(&state, 1, 0) == 1 && state.revents & Int16(POLLHUP) != 0
  }
}
