import CLinux
import Glibc

/// A timer of the kernel's, watched by the loop: nothing is woken to set it.
final class KernelTimer {
  private let descriptor: Int32
  private var source: ReadSource?

  /// Calls `fired` on the main queue when a time comes on `clock`; throws where the kernel gives no timer.
  init(_ clock: clockid_t, fired: @escaping () -> Void) throws(SystemFault) {
    descriptor = timerfd_create(clock, Int32(TFD_CLOEXEC | TFD_NONBLOCK))
    guard descriptor >= 0 else { throw SystemFault("timerfd_create") }
    source = ReadSource(owning: descriptor) { [descriptor] in
      var expirations: UInt64 = 0
      // Nothing to read: it was set anew after it had become readable.
      if read(descriptor, &expirations, MemoryLayout<UInt64>.size) > 0 { fired() }
    }
  }

  /// Fires at `time` of the clock, at once where that has passed, never for nil; in place of the time before.
  func set(at time: Duration?) {
    set(time, Int32(TFD_TIMER_ABSTIME))
  }

  /// Fires after `delay`, never for nil; in place of the time before.
  func set(after delay: Duration?) {
    set(delay, 0)
  }

  private func set(_ time: Duration?, _ flags: Int32) {
    var setting = itimerspec()
    if let time { setting.it_value = timespec(positive: time) }
    // With a descriptor of ours and a time in range there is nothing left that could fail.
    timerfd_settime(descriptor, flags, &setting, nil)
  }
}
