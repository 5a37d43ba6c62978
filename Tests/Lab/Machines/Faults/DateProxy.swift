import CLinux
import Dispatch
import Glibc

/// Hands on what an HTTP server on this machine says, its Date headers moved by the seconds that a file holds; ends when
/// the file is gone.
package struct DateProxy: Sendable {
  private let target: UInt16
  private let skewFile: String
  private let listener: Int32
  private let queue = DispatchQueue(label: "date-proxy", attributes: .concurrent)

  /// Listens on all addresses; the server is on the loopback.
  package init(port: UInt16, target: UInt16, skewFile: String) throws(LabFailure) {
    self.target = target
    self.skewFile = skewFile
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var yes: Int32 = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    let listener = self.listener
    guard withInternetAddress("0.0.0.0", port, { bind(listener, $0, $1) }) == 0, listen(listener, 64) == 0 else {
      throw systemFailure("cannot listen on port \(port)")
    }
  }

  /// Serves until the file is gone.
  package func run() {
    while exists(skewFile) {
      guard waitToRead(listener, within: .seconds(1)) else { continue }
      let client = accept(listener, nil, nil)
      if client >= 0 { queue.async { serve(client) } }
    }
  }

  private func serve(_ client: Int32) {
    defer { close(client) }
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    defer { close(server) }
    guard withInternetAddress("127.0.0.1", target, { connect(server, $0, $1) }) == 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      var ends = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      guard poll(&ends, 2, -1) > 0 else { return }
      for (from, to) in [(0, 1), (1, 0)] where ends[from].revents != 0 {
        let count = read(ends[from].fd, &buffer, buffer.count)
        guard count > 0 else { return }
        if from == 1 { moveDate(in: &buffer, count: count) }
        guard writeAll(buffer[..<count], to: ends[to].fd) else { return }
      }
    }
  }

  /// Any date is 29 bytes long (RFC 9110, 5.6.7), so nothing else moves.
  private func moveDate(in buffer: inout [UInt8], count: Int) {
    let header = Array("\r\nDate: ".utf8)
    guard buffer.starts(with: Array("HTTP/1.".utf8)), count > header.count + 29,
      let at = (0..<count - 29 - header.count).first(where: { buffer[$0..<$0 + header.count].elementsEqual(header) }),
      let skew = readText(skewFile).flatMap({ Int($0.trimmed) })
    else { return }
    let start = at + header.count
    buffer.replaceSubrange(start..<start + 29, with: httpDate(time(nil) + skew).utf8)
  }

  private func writeAll(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

/// A time as HTTP writes it, in the C locale that a program begins with.
private func httpDate(_ seconds: time_t) -> String {
  var seconds = seconds
  var parts = tm()
  gmtime_r(&seconds, &parts)
  var text = [CChar](repeating: 0, count: 30)
  strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
  return String(decoding: text.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
}
