import CLinux
import FoundationEssentials
import Glibc

/// What came with a message.
package struct Received<Value: Sendable>: Sendable {
  package var value: Value
  /// The receiver owns them.
  package var descriptors: [Int32]
}

/// One end of the connection between client and daemon: values in JSON, each after its length in four bytes.
package final class Channel: Sendable {
  /// The socket; closed with the channel.
  package let descriptor: Int32

  /// Takes over a connected socket.
  package init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// Sends `value` with `descriptors` (at most eight) beside it; throws `Lost` when the other side has gone.
  package func send(_ value: some Encodable, descriptors: [Int32] = []) throws(Lost) {
    guard let body = try? JSONEncoder().encode(value) else { throw Lost() }
    let header = withUnsafeBytes(of: UInt32(body.count)) { Array($0) }
    let sent = dockhost_send_descriptors(descriptor, header, header.count, descriptors, Int32(descriptors.count))
    guard sent == header.count else { throw Lost() }
    try write(Array(body))
  }

  /// Waits for a value; throws `Lost` when the other side has gone or sent something else.
  package func receive<Value: Decodable & Sendable>(_: Value.Type) throws(Lost) -> Received<Value> {
    var header = [UInt8](repeating: 0, count: 4)
    var descriptors = [Int32](repeating: -1, count: 8)
    var count: Int32 = 0
    let received = retrying { dockhost_receive_descriptors(descriptor, &header, header.count, &descriptors, &count) }
    let owned = Array(descriptors.prefix(Int(count)))
    let length = header.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
    guard received == header.count, length <= 1 << 24, let body = read(Int(length)),
      let value = try? JSONDecoder().decode(Value.self, from: Data(body))
    else {
      for descriptor in owned { close(descriptor) }
      throw Lost()
    }
    return Received(value: value, descriptors: owned)
  }

  /// The other side has gone.
  package struct Lost: Error {}

  private func write(_ bytes: [UInt8]) throws(Lost) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { buffer in
        retrying { Glibc.send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL)) }
      }
      guard sent > 0 else { throw Lost() }
      rest = rest.dropFirst(sent)
    }
  }

  private func read(_ length: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: length)
    let received = retrying { recv(descriptor, &bytes, length, Int32(MSG_WAITALL)) }
    return received == length ? bytes : nil
  }
}

/// Calls again what a signal interrupted.
func retrying(_ call: () -> Int) -> Int {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}
