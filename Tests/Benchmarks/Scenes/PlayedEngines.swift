import CLinux
import Dispatch
import Glibc

/// Docker engines on 127.0.0.2 and upwards, one thread for all: as much of the API as a healthy host is asked for.
final class PlayedEngines {
  /// The same for all.
  let port: UInt16
  let addresses: [String]
  private let stop: Int32
  private let ended = DispatchSemaphore(value: 0)

  init(count: Int) throws {
    addresses = (0..<count).map { "127.0.0.\($0 + 2)" }
    var listeners: [Int32] = []
    var port: UInt16 = 0
    for address in addresses {
      let (listener, bound) = try listen(on: address, port: port)
      port = bound
      listeners.append(listener)
    }
    self.port = port
    stop = eventfd(0, Int32(EFD_CLOEXEC))
    guard stop >= 0 else { throw MeasurementFailure.system("make an eventfd") }
    DispatchQueue(label: "engines").async { [stop, ended, listeners] in
      var loop = EngineLoop(listeners: listeners, stop: stop)
      loop.run()
      ended.signal()
    }
  }

  func end() {
    eventfd_write(stop, 1)
    ended.wait()
    close(stop)
  }
}

/// Port 0 is any that is free.
private func listen(on address: String, port: UInt16) throws -> (listener: Int32, port: UInt16) {
  let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
  var name = sockaddr_in()
  name.sin_family = sa_family_t(AF_INET)
  name.sin_port = port.bigEndian
  inet_pton(AF_INET, address, &name.sin_addr)
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let result = withUnsafeMutablePointer(to: &name) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(listener, $0, size) == 0 && listen(listener, 128) == 0 && getsockname(listener, $0, &size) == 0
    }
  }
  guard result else { throw MeasurementFailure.system("listen on \(address):\(port)") }
  return (listener, UInt16(bigEndian: name.sin_port))
}

/// Answers whoever connects until it is told to stop.
private struct EngineLoop {
  let listeners: [Int32]
  let stop: Int32
  /// What each connection has sent of its next request.
  private var requests: [Int32: [UInt8]] = [:]

  init(listeners: [Int32], stop: Int32) {
    self.listeners = listeners
    self.stop = stop
  }

  mutating func run() {
    while true {
      var entries = ([stop] + listeners + requests.keys).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      guard poll(&entries, nfds_t(entries.count), -1) > 0 else { continue }
      if entries[0].revents != 0 { break }
      for entry in entries where entry.revents != 0 {
        if requests[entry.fd] == nil { accept(from: entry.fd) } else { serve(entry.fd) }
      }
    }
    for descriptor in listeners + requests.keys { close(descriptor) }
  }

  private mutating func accept(from listener: Int32) {
    let connection = accept4(listener, nil, nil, Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue))
    if connection >= 0 { requests[connection] = [] }
  }

  private mutating func serve(_ connection: Int32) {
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = read(connection, &chunk, chunk.count)
    guard count > 0 else {
      close(connection)
      requests[connection] = nil
      return
    }
    requests[connection, default: []] += chunk[..<count]
    guard let request = requests[connection], request.suffix(4) == Array("\r\n\r\n".utf8)[...] else { return }
    requests[connection] = []
    let reply = Array(answer(to: String(decoding: request, as: UTF8.self)).utf8)
    _ = send(connection, reply, reply.count, Int32(MSG_NOSIGNAL))
  }
}

private func answer(to request: String) -> String {
  let head = "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nServer: Docker/20.10.24 (linux)\r\nDate: \(httpDate())\r\n"
  let words = request.split(separator: " ", maxSplits: 2)
  let resource = words.count > 1 ? words[1].prefix { $0 != "?" } : ""
  // The stream has no end.
  if resource == "/events" { return head + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" }
  let body =
    switch resource {
    case "/version": #"{"Version":"20.10.24","ApiVersion":"1.41","Components":[{"Name":"containerd"}]}"#
    case "/containers/json": "[]\n"
    default: ""
    }
  return head + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
}

private func httpDate() -> String {
  var now = time(nil)
  var parts = tm()
  gmtime_r(&now, &parts)
  var text = [CChar](repeating: 0, count: 64)
  let count = strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
  return String(decoding: text[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
}
