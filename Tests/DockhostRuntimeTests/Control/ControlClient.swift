import CLinux
import Dispatch
import Glibc
import Varlink

/// A client that blocks, on a queue of its own: the server has the main queue.
actor ControlClient {
  private let executor = OwnQueue()
  private let descriptor: Int32
  private var decoder = FrameDecoder(limit: 8 << 20)
  private var isOpen = true

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Connects; the server need not have accepted yet.
  init(path: String) throws(ClientFault) {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw ClientFault("socket") }
    // A server that hangs fails the test and does not hang it.
    var limit = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard connected == 0 else { throw ClientFault("connect") }
  }

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// The same connection, to be used beside this one.
  func twin() throws(ClientFault) -> ControlClient {
    let copy = dup(descriptor)
    guard copy >= 0 else { throw ClientFault("dup") }
    return ControlClient(descriptor: copy)
  }

  deinit {
    if isOpen { _ = Glibc.close(descriptor) }
  }

  /// Sends all of it, however long that takes; a server that has hung up is not an error.
  func send(_ bytes: [UInt8]) throws(ClientFault) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress.map { $0 + sent }, $0.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EPIPE || errno == ECONNRESET { return }
      guard count >= 0 else { throw ClientFault("send") }
      sent += count
    }
  }

  func send(_ text: String) throws(ClientFault) {
    try send(Array(text.utf8) + [0])
  }

  /// Sends these bytes one by one, each when the server has read the one before.
  func drip(_ bytes: [UInt8]) throws(ClientFault) {
    for byte in bytes {
      try send([byte])
      var unread: Int32 = 1
      while unread > 0 {
        guard dockhost_unread(descriptor, &unread) == 0 else { throw ClientFault("ioctl") }
        sched_yield()
      }
    }
  }

  /// The next message without its NUL; nil when the server has closed the connection.
  func receive() throws(ClientFault) -> [UInt8]? {
    while true {
      do throws(FrameError) {
        if let message = try decoder.next() { return message }
      } catch {
        throw ClientFault("a message of more than 8 MiB")
      }
      var chunk = [UInt8](repeating: 0, count: 64 << 10)
      let count = read(descriptor, &chunk, chunk.count)
      if count == 0 || (count < 0 && errno == ECONNRESET) { return nil }
      guard count > 0 else { throw ClientFault("read") }
      decoder.append(chunk[..<count])
    }
  }

  func receiveText() throws(ClientFault) -> String? {
    try receive().map { String(decoding: $0, as: UTF8.self) }
  }

  /// Sends one message and returns the next one that comes.
  func ask(_ text: String) throws(ClientFault) -> String? {
    try send(text)
    return try receiveText()
  }

  /// Everything until the server closes the connection.
  func receiveAll() throws(ClientFault) -> [String] {
    var all: [String] = []
    while let message = try receiveText() { all.append(message) }
    return all
  }

  /// Whether something comes within so many milliseconds.
  func hasNews(within milliseconds: Int32) -> Bool {
    var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, milliseconds) == 1
  }

  func finishSending() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  func close() {
    isOpen = false
    _ = Glibc.close(descriptor)
  }
}

/// A queue for one actor, which may block it.
nonisolated private final class OwnQueue: SerialExecutor {
  private let queue = DispatchQueue(label: "client")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}

nonisolated struct ClientFault: Error, CustomStringConvertible {
  let description: String

  init(_ doing: String) {
    description = "\(doing): \(String(cString: strerror(errno)))"
  }
}
