import Dispatch
import Glibc

/// Calls a closure on the main queue while a descriptor is readable; the descriptor belongs to it.
final class ReadSource {
  let descriptor: Int32
  private let source: any DispatchSourceRead

  /// Takes `descriptor` over, which must not block, and closes it when the source has been cancelled or has gone.
  init(owning descriptor: Int32, readable: @escaping () -> Void) {
    self.descriptor = descriptor
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .main)
    source.setEventHandler { MainActor.assumeIsolated { readable() } }
    // Dispatch may still watch the descriptor until then: closing it earlier could make it watch another's.
    source.setCancelHandler { close(descriptor) }
    source.activate()
  }

  /// The closure is not called any more from here on.
  func cancel() {
    source.cancel()
  }

  isolated deinit {
    source.cancel()
  }
}
