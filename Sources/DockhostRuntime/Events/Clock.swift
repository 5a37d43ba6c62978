import CLinux
import Glibc
import Supervision

/// The clock that the loop goes by.
enum Clock {
  /// The time since boot, sleep included (`CLOCK_BOOTTIME`).
  static func now() -> Instant {
    Instant(sinceBoot: read(CLOCK_BOOTTIME))
  }

  /// The time of day, counted from 1970 in UTC.
  static func timeOfDay() -> Duration {
    read(CLOCK_REALTIME)
  }

  /// The time since boot without sleep, which is what the time-outs of libcurl go by (`CLOCK_MONOTONIC`).
  static func timeAwake() -> Duration {
    read(CLOCK_MONOTONIC)
  }

  private static func read(_ clock: clockid_t) -> Duration {
    var time = timespec()
    clock_gettime(clock, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}

extension timespec {
  /// A positive duration, cut to the nanosecond; what is not positive becomes the shortest that the kernel does not take
  /// for "never".
  init(positive duration: Duration) {
    let (seconds, attoseconds) = max(duration, .nanoseconds(1)).components
    self.init(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
  }
}
