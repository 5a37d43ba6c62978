import CLinux
import Supervision

/// The loop's timer, on the clock that counts sleep: what came due in a sleep fires on resume.
final class DeadlineTimer {
  private var timer: KernelTimer?
  private var deadline: Instant?

  /// Calls `fired` on the main queue once for every deadline that came; throws where the kernel gives no timer.
  init(fired: @escaping () -> Void) throws(SystemFault) {
    timer = try KernelTimer(CLOCK_BOOTTIME) { [weak self] in
      self?.deadline = nil
      fired()
    }
  }

  /// Fires at `deadline`, at once where that has passed, never for nil; in place of the deadline before.
  func arm(to deadline: Instant?) {
    guard deadline != self.deadline else { return }
    self.deadline = deadline
    timer?.set(at: deadline?.sinceBoot)
  }
}
