import Glibc

/// What ended a wait.
enum Readiness {
  case readable
  /// The other descriptor is readable.
  case woken
  case late
}

/// Waits until `descriptor` can be read, `wake` can be read, or `deadline` has passed; any of them may be missing.
///
/// Being woken comes first.
func awaitReadable(_ descriptor: Int32?, wake: Int32?, until deadline: ContinuousClock.Instant?) -> Readiness {
  while true {
    // A negative descriptor is left out by poll.
    var entries = [descriptor ?? -1, wake ?? -1].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let ready = poll(&entries, nfds_t(entries.count), milliseconds(until: deadline))
    if ready == 0 { return .late }
    if ready < 0 { continue }
    return entries[1].revents != 0 ? .woken : .readable
  }
}

/// Rounded up, so that a wait never ends early; -1 for no limit.
private func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
  guard let deadline else { return -1 }
  let (seconds, attoseconds) = (deadline - .now).components
  guard seconds >= 0, attoseconds >= 0 else { return 0 }
  guard seconds < 1_000_000 else { return 1_000_000_000 }
  return Int32(seconds) * 1000 + Int32((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
}
