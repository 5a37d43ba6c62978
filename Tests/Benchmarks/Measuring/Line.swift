import CLinux
import DockhostInterface
import Glibc
import Varlink

/// A connection to a daemon's control socket.
final class Line {
  let descriptor: Int32
  private var decoder = FrameDecoder()
  private var chunk = [UInt8](repeating: 0, count: 65_536)

  init(path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw MeasurementFailure.system("make a socket") }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard connected == 0 else {
      let failure = MeasurementFailure.system("connect to \"\(path)\"")
      close(descriptor)
      throw failure
    }
  }

  deinit {
    close(descriptor)
  }

  func call(_ method: SupervisorInterface.Method, more: Bool = false) throws {
    try send(encodeCall(method: method.qualifiedName, parameters: NoParameters(), more: more))
  }

  func send(_ bytes: [UInt8]) throws {
    let count = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    guard count == bytes.count else { throw MeasurementFailure.system("send a call") }
  }

  /// The next reply; nil when none has come by the deadline.
  func receive(before deadline: ContinuousClock.Instant) throws -> [UInt8]? {
    while true {
      if let message = try decoder.next() { return message }
      guard waitToRead([descriptor], before: deadline) != nil else { return nil }
      try fill()
    }
  }

  /// The next reply of those that came together with the one before.
  func receiveBuffered() throws -> [UInt8]? { try decoder.next() }

  private func fill() throws {
    let count = read(descriptor, &chunk, chunk.count)
    guard count > 0 else { throw MeasurementFailure("the daemon closed its control connection") }
    decoder.append(chunk[..<count])
  }
}

/// Waits until one of the descriptors has something to read and returns which; nil when none has by the deadline.
func waitToRead(_ descriptors: [Int32], before deadline: ContinuousClock.Instant) -> Int32? {
  var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
  while true {
    let left = max(ContinuousClock.now.duration(to: deadline), .zero)
    // Rounded up, so that the last wait does not become a busy one.
    let count = poll(&entries, nfds_t(entries.count), Int32(clamping: Int(left.milliseconds.rounded(.up))))
    if count > 0 { return entries.first { $0.revents != 0 }?.fd }
    if count == 0 || errno != EINTR { return nil }
  }
}
