import CLinux
import Glibc

@testable import DockhostRuntime

/// A named pipe, by which a test and a child wait for each other.
final class Fifo {
  let path: String
  private let descriptor: Int32
  private var source: ReadSource?
  private let ends = Occurrences<String>()
  private var text = ""
  private var isClosed = false

  /// Opened by the test for reading; `next` tells what was written up to the moment that the last writer went.
  static func read(in folder: TemporaryFolder, _ name: String) -> Fifo {
    let fifo = Fifo(in: folder, name, O_RDONLY)
    fifo.source = ReadSource(owning: fifo.descriptor) { [weak fifo] in fifo?.drain() }
    return fifo
  }

  /// Opened by the test for writing, so that a reader does not wait for it. To be closed at the end: what was sent
  /// is lost with the last descriptor.
  static func write(in folder: TemporaryFolder, _ name: String) -> Fifo {
    // On Linux a pipe may be opened for both, which does not wait for the other side.
    Fifo(in: folder, name, O_RDWR)
  }

  private init(in folder: TemporaryFolder, _ name: String, _ mode: Int32) {
    path = "\(folder.path)/\(name)"
    precondition(mkfifo(path, 0o600) == 0)
    descriptor = open(path, mode | O_NONBLOCK | O_CLOEXEC)
    precondition(descriptor >= 0)
  }

  func send(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }

  /// What the writers wrote, once all of them have gone.
  func next() async -> String {
    await ends.next()
  }

  private func drain() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 { return }
      if count == 0 { break }
      text += String(decoding: buffer[..<count], as: UTF8.self)
    }
    source?.cancel()
    ends.add(text)
  }

  /// Lets those who read from it see its end.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    Glibc.close(descriptor)
  }

}
