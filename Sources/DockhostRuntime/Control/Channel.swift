import Glibc

/// A non-blocking descriptor on the main queue: tells, while wished, when it can be read and when it can be written.
final class Channel {
  let descriptor: Int32
  private let readable: () -> Void
  private let writable: () -> Void
  private let hungUp: () -> Void
  private var watch: Watch?
  private var interest: Readiness = .end

  /// - Parameters:
  ///   - descriptor: owned from here, closed by `close`.
  ///   - readable: there is something to read, or the end.
  ///   - writable: there is room to write.
  ///   - hungUp: nobody is at the other end; called when neither of the others is wished, until `close`.
  init(
    descriptor: Int32, readable: @escaping () -> Void, writable: @escaping () -> Void, hungUp: @escaping () -> Void
  ) {
    self.descriptor = descriptor
    self.readable = readable
    self.writable = writable
    self.hungUp = hungUp
    watch = Watch(descriptor, for: interest) { [weak self] in self?.handle($0) }
  }

  /// Whether `readable` is to be called.
  func read(_ wanted: Bool) {
    want(.read, wanted)
  }

  /// Whether `writable` is to be called.
  func write(_ wanted: Bool) {
    want(.write, wanted)
  }

  private func want(_ kind: Readiness, _ wanted: Bool) {
    if wanted { interest.insert(kind) } else { interest.remove(kind) }
    watch?.want(interest)
  }

  private func handle(_ readiness: Readiness) {
    if interest == .end { return hungUp() }
    if readiness.contains(.read), interest.contains(.read) { readable() }
    // The first may have closed the channel, or have nothing left to write.
    if readiness.contains(.write), interest.contains(.write), watch != nil { writable() }
  }

  /// Ends all; no handler runs after this.
  ///
  /// - Parameter closed: called later, when the kernel has the descriptor back.
  func close(_ closed: @escaping () -> Void = {}) {
    guard let watch else { return }
    self.watch = nil
    watch.cancel()
    Glibc.close(descriptor)
    later(closed)
  }
}
