import CLinux
import Glibc

/// A system call that failed.
struct SystemError: Error, CustomStringConvertible {
  let description: String

  init(_ what: String, _ code: Int32 = errno) {
    description = "\(what): \(String(cString: strerror(code)))"
  }
}

struct Pipe {
  let reading: Int32
  let writing: Int32

  init() throws {
    var ends: [Int32] = [0, 0]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { throw SystemError("no pipe") }
    (reading, writing) = (ends[0], ends[1])
  }
}

/// A terminal of a given size, with the tests for a person.
struct Terminal {
  let descriptor: Int32
  /// The program's side.
  let path: String

  init(columns: UInt16, rows: UInt16) throws {
    descriptor = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0, grantpt(descriptor) == 0, unlockpt(descriptor) == 0, let name = ptsname(descriptor) else {
      throw SystemError("no terminal")
    }
    path = String(cString: name)
    resize(columns: columns, rows: rows)
  }

  func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
  }

  func type(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}

/// What comes out of a program, with a limit on every wait.
struct Source {
  /// Longer than anything here takes on a machine that is busy.
  private static let limit: Int32 = 30_000

  private let descriptor: Int32
  private var bytes: [UInt8] = []

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  private var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Reads on until `wanted` has come, and takes all until there.
  mutating func await(_ wanted: String) throws -> String {
    while true {
      if let range = bytes.range(of: Array(wanted.utf8)) {
        defer { bytes.removeFirst(range.upperBound) }
        return String(decoding: bytes[..<range.upperBound], as: UTF8.self)
      }
      guard try readMore() else { throw SystemError("ended without '\(wanted)' after '\(text)'", 0) }
    }
  }

  /// All that still comes.
  mutating func rest() throws -> String {
    while try readMore() {}
    close(descriptor)
    return text
  }

  /// False at the end.
  private mutating func readMore() throws -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, Self.limit) > 0 else { throw SystemError("nothing came after '\(text)'", ETIMEDOUT) }
    let part = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      // A terminal that its program has left gives EIO.
      count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
    }
    bytes += part
    return !part.isEmpty
  }
}

extension [UInt8] {
  fileprivate func range(of part: [UInt8]) -> Range<Int>? {
    guard count >= part.count else { return nil }
    return (0...(count - part.count)).first { self[$0..<($0 + part.count)].elementsEqual(part) }
      .map { $0..<($0 + part.count) }
  }
}
