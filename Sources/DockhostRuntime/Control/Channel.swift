import Dispatch
import Glibc

/// A non-blocking descriptor on the main queue: tells when it can be read and, while wished, when it can be written.
final class Channel {
  let descriptor: Int32
  private let reader: any DispatchSourceRead
  private let writer: any DispatchSourceWrite
  private var isReading = false
  private var isWriting = false
  private var isClosed = false

  /// - Parameters:
  ///   - descriptor: owned from here, closed by `close`.
  ///   - readable: there is something to read, or the end.
  ///   - writable: there is room to write.
  init(descriptor: Int32, readable: @escaping () -> Void, writable: @escaping () -> Void) {
    self.descriptor = descriptor
    reader = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .main)
    writer = DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: .main)
    reader.setEventHandler { MainActor.assumeIsolated(readable) }
    writer.setEventHandler { MainActor.assumeIsolated(writable) }
  }

  /// Whether `readable` is to be called.
  func read(_ wanted: Bool) {
    guard !isClosed, wanted != isReading else { return }
    isReading = wanted
    if wanted { reader.resume() } else { reader.suspend() }
  }

  /// Whether `writable` is to be called.
  func write(_ wanted: Bool) {
    guard !isClosed, wanted != isWriting else { return }
    isWriting = wanted
    if wanted { writer.resume() } else { writer.suspend() }
  }

  /// Ends both; no handler runs after this.
  ///
  /// - Parameter closed: called when the kernel has the descriptor back.
  func close(_ closed: @escaping () -> Void = {}) {
    guard !isClosed else { return }
    // A source that sleeps can neither be cancelled nor released.
    read(true)
    write(true)
    isClosed = true
    var left = 2
    let ended = { [descriptor] in
      left -= 1
      guard left == 0 else { return }
      Glibc.close(descriptor)
      closed()
    }
    for source in [reader, writer] as [any DispatchSourceProtocol] {
      source.setCancelHandler { MainActor.assumeIsolated(ended) }
      source.cancel()
    }
  }
}
