import CLinux
import Glibc

@testable import DockhostRuntime

/// A TCP server on the loopback, each of whose steps a test decides on; it serves until it is closed.
final class TestServer {
  /// One client's connection.
  final class Connection {
    private let descriptor: Int32
    private var source: ReadSource?
    private var text = ""

    /// The client has ended it.
    var gone: () -> Void = {}

    fileprivate init(_ descriptor: Int32, requested: @escaping (Connection, String) -> Void) {
      self.descriptor = descriptor
      source = ReadSource(owning: descriptor) { [unowned self] in read(requested) }
    }

    private func read(_ requested: (Connection, String) -> Void) {
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count > 0 else {
        close()
        return gone()
      }
      text += String(decoding: buffer[..<count], as: UTF8.self)
      guard text.hasSuffix("\r\n\r\n") else { return }
      let request = text
      text = ""
      requested(self, request)
    }

    func send(_ text: String) {
      var text = text
      text.withUTF8 { bytes in
        var sent = 0
        while sent < bytes.count, source != nil {
          let count = Glibc.send(
            descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
          if count < 0, errno != EAGAIN { return }
          sent += max(0, count)
        }
      }
    }

    /// A chunk of a chunked body.
    func sendChunk(_ text: String) {
      send("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n")
    }

    /// Ends it in order.
    func close() {
      source?.cancel()
      source = nil
    }

    /// Ends it by a reset.
    func reset() {
      var now = linger(l_onoff: 1, l_linger: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
      close()
    }
  }

  private static var all: [TestServer] = []

  let address: EngineAddress
  private(set) var requests: [String] = []
  private var connections: [Connection] = []
  private var source: ReadSource?

  /// Listens on `host`, with a port of the kernel's choice; `connected` is called before anything is read.
  init(
    host: String = "127.0.0.1", requested: @escaping (Connection, String) -> Void = { _, _ in },
    connected: @escaping (Connection) -> Void = { _ in }
  ) {
    let listener = makeListener(host: host, backlog: 16)
    address = EngineAddress(host: host, port: port(of: listener))
    source = ReadSource(owning: listener) { [unowned self] in
      let descriptor = accept4(listener, nil, nil, Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue))
      guard descriptor >= 0 else { return }
      let connection = Connection(descriptor) { [unowned self] connection, request in
        requests.append(request)
        requested(connection, request)
      }
      connections.append(connection)
      connected(connection)
    }
    Self.all.append(self)
  }

  /// Answers every request with the same bytes.
  convenience init(host: String = "127.0.0.1", answer: String) {
    self.init(host: host) { connection, _ in connection.send(answer) }
  }

  /// Drops what carries data before the kernel acknowledges it, as a link does that went after the connection was made.
  func dropData() {
    guard let descriptor = source?.descriptor else { return }
    var program = [
      // Packets above 64 bytes of TCP are more than a head with options.
      sock_filter(code: UInt16(BPF_LD | BPF_W | BPF_LEN), jt: 0, jf: 0, k: 0),
      sock_filter(code: UInt16(BPF_JMP | BPF_JGT | BPF_K), jt: 0, jf: 1, k: 64),
      sock_filter(code: UInt16(BPF_RET | BPF_K), jt: 0, jf: 0, k: 0),
      sock_filter(code: UInt16(BPF_RET | BPF_K), jt: 0, jf: 0, k: 0xffff),
    ]
    program.withUnsafeMutableBufferPointer { buffer in
      var filter = sock_fprog(len: UInt16(buffer.count), filter: buffer.baseAddress)
      let result = setsockopt(
        descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &filter, socklen_t(MemoryLayout<sock_fprog>.size))
      precondition(result == 0)
    }
  }

  func close() {
    source?.cancel()
    source = nil
    for connection in connections { connection.close() }
    connections = []
  }
}

/// A listening socket that takes `backlog` connections that nobody accepts.
func makeListener(host: String, backlog: Int32) -> Int32 {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
  let result = withSocketAddress(host, 0) { bind(descriptor, $0, $1) }
  precondition(result == 0 && listen(descriptor, backlog) == 0)
  return descriptor
}

func port(of descriptor: Int32) -> Int {
  var address = sockaddr_in()
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(descriptor, $0, &size) }
  }
  return Int(UInt16(bigEndian: address.sin_port))
}

func withSocketAddress<Result>(_ host: String, _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result)
  -> Result
{
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  inet_pton(AF_INET, host, &address.sin_addr)
  return withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
  }
}

/// `Date: …` with its line end, this much ahead of now.
func dateHeader(ahead: Duration = .zero) -> String {
  var seconds = Int((Clock.timeOfDay() + ahead).components.seconds)
  var parts = tm()
  gmtime_r(&seconds, &parts)
  var text = [CChar](repeating: 0, count: 64)
  strftime(&text, text.count, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts)
  return text.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
}

/// A whole reply.
func reply(_ status: String = "200 OK", headers: String = "", body: String = "") -> String {
  "HTTP/1.1 \(status)\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
}
