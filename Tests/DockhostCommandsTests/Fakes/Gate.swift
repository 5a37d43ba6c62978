import Dispatch

/// Holds a daemon back until the test lets it go on.
final class Gate: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)

  func open() {
    semaphore.signal()
  }

  func pass() {
    semaphore.wait()
  }
}
