import Glibc

/// A value that one thread at a time has.
///
/// Not the Mutex of Synchronization: that library is not instrumented, so that the thread sanitizer does not see its lock
/// and calls each meeting of two threads a race. It knows POSIX's.
package final class Locked<Value: Sendable>: @unchecked Sendable {
  private var value: Value
  // On the heap: a mutex must stay where it was made.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  package init(_ value: Value) {
    self.value = value
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Calls `body` with the value while no other thread has it; `body` must not ask for it again.
  package func withLock<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&value)
  }
}
