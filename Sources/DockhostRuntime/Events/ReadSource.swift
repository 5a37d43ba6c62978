import Glibc

/// Calls a closure on the main queue while a descriptor is readable or at its end; the descriptor belongs to it.
final class ReadSource {
  let descriptor: Int32
  private var watch: Watch?

  /// Whether `cancel` was called.
  var isCancelled: Bool { watch == nil }

  /// Takes `descriptor` over, which must not block, and closes it when the source is cancelled or, later, when it goes:
  /// an isolated deinit may run on a later turn of the queue, and until then the closure is called.
  init(owning descriptor: Int32, readable: @escaping () -> Void) {
    self.descriptor = descriptor
    watch = Watch(descriptor, for: .read) { _ in readable() }
  }

  /// The closure is not called any more from here on, and the descriptor is closed.
  func cancel() {
    guard let watch else { return }
    self.watch = nil
    watch.cancel()
    close(descriptor)
  }

  isolated deinit {
    cancel()
  }
}
