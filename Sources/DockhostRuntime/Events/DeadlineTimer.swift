import CLinux
import Glibc
import Supervision

/// One timer of the kernel's on the clock that counts sleep: what came due in a sleep fires on resume.
final class DeadlineTimer {
  private let descriptor: Int32
  private var source: ReadSource?
  private var deadline: Instant?

  /// Calls `fired` on the main queue once for every deadline that came; throws where the kernel gives no timer.
  init(fired: @escaping () -> Void) throws(SystemFault) {
    descriptor = timerfd_create(CLOCK_BOOTTIME, Int32(TFD_CLOEXEC | TFD_NONBLOCK))
    guard descriptor >= 0 else { throw SystemFault("timerfd_create") }
    source = ReadSource(owning: descriptor) { [weak self] in self?.take(fired) }
  }

  /// Fires at `deadline`, at once where that has passed, never for nil; in place of the deadline before.
  func arm(to deadline: Instant?) {
    guard deadline != self.deadline else { return }
    self.deadline = deadline
    var setting = itimerspec()
    if let deadline { setting.it_value = timespec(positive: deadline.sinceBoot) }
    // With a descriptor of ours and a time in range there is nothing left that could fail.
    timerfd_settime(descriptor, Int32(TFD_TIMER_ABSTIME), &setting, nil)
  }

  private func take(_ fired: () -> Void) {
    var expirations: UInt64 = 0
    // Nothing to read: it was armed again after it had become readable.
    guard read(descriptor, &expirations, MemoryLayout<UInt64>.size) > 0 else { return }
    deadline = nil
    fired()
  }
}
