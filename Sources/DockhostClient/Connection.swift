import CLinux
import Glibc
import Varlink

/// A connection to dockhostd that carries one call at a time.
package final class Connection {
  private let descriptor: Int32
  private var frames = FrameDecoder()

  /// - Parameters:
  ///   - path: the control socket.
  ///   - limit: the longest wait for the daemon to take the connection, and for it to take a call.
  /// - Throws: `ClientError.unreachable`, `silent` when the daemon's queue of connections stays full.
  package init(path: String, within limit: Duration) throws(ClientError) {
    descriptor = try openSocket(path, within: limit)
  }

  deinit {
    close(descriptor)
  }

  /// Writes a whole message.
  func send(_ message: [UInt8]) throws(ClientError) {
    var rest = message[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw .lost
      }
    }
  }

  /// Waits for the next message.
  ///
  /// - Returns: the message without its NUL; or why there is none.
  func receive(until deadline: ContinuousClock.Instant?, wake: Int32?) throws(ClientError) -> Received {
    while true {
      if let message = try nextFrame() { return .message(message) }
      switch awaitReadable(descriptor, wake: wake, until: deadline) {
      case .woken: return .woken
      case .late: return .late
      case .readable: frames.append(try read())
      }
    }
  }

  enum Received {
    case message([UInt8])
    case woken
    case late
  }

  private func nextFrame() throws(ClientError) -> [UInt8]? {
    do {
      return try frames.next()
    } catch {
      throw .garbled("a message without an end")
    }
  }

  private func read() throws(ClientError) -> [UInt8] {
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      count = max(0, recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT)))
    }
    // Poll said that there is something: no bytes is the end, or an error that is one.
    guard !bytes.isEmpty else { throw .lost }
    return bytes
  }
}

private func openSocket(_ path: String, within limit: Duration) throws(ClientError) -> Int32 {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  let fits = withUnsafeMutableBytes(of: &address.sun_path) { room in
    // The last byte stays zero.
    guard path.utf8.count < room.count else { return false }
    room.copyBytes(from: path.utf8)
    return true
  }
  guard fits else { throw .unreachable(path: path, reason: .pathTooLong) }

  let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  guard descriptor >= 0 else { throw .unreachable(path: path, reason: .other(String(cString: strerror(errno)))) }
  // For a Unix socket this limits the wait in the daemon's queue of connections, too.
  var time = timeval(limit)
  setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  let status = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
  guard status == 0 else {
    let error = ClientError(connecting: errno, path: path, limit: limit)
    close(descriptor)
    throw error
  }
  return descriptor
}

extension timeval {
  fileprivate init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self.init(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
  }
}

extension ClientError {
  fileprivate init(connecting code: Int32, path: String, limit: Duration) {
    switch code {
    case EAGAIN: self = .silent(limit)
    case ENOENT, ENOTDIR: self = .unreachable(path: path, reason: .noSocket)
    case ECONNREFUSED: self = .unreachable(path: path, reason: .refused)
    case EACCES, EPERM: self = .unreachable(path: path, reason: .forbidden)
    default: self = .unreachable(path: path, reason: .other(String(cString: strerror(code))))
    }
  }
}
