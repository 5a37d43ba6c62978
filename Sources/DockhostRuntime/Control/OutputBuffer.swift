import Glibc

/// Bytes that wait to be written.
struct OutputBuffer {
  /// Spare room that is not worth giving back.
  private static let slack = 4096

  private var bytes: [UInt8] = []
  private var written = 0

  var isEmpty: Bool { written == bytes.count }
  var count: Int { bytes.count - written }
  /// Bytes of memory that are taken.
  var capacity: Int { bytes.capacity }

  mutating func append(_ more: [UInt8]) {
    if isEmpty {
      bytes = more
      written = 0
      return
    }
    if written > count {
      bytes.removeFirst(written)
      written = 0
    }
    bytes += more
  }

  /// Writes as much as the socket takes.
  ///
  /// - Returns: false when the other side is gone.
  mutating func write(to descriptor: Int32) -> Bool {
    while !isEmpty {
      let sent = bytes.withUnsafeBytes { [written] in
        Glibc.send(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written, Int32(MSG_NOSIGNAL))
      }
      if sent >= 0 {
        written += sent
      } else if errno != EINTR {
        return errno == EAGAIN
      }
    }
    bytes = []
    written = 0
    return true
  }
}
