import CLinux
import Glibc

/// A system call that failed.
nonisolated struct SystemFault: Error, Equatable, CustomStringConvertible {
  /// What was called, such as `timerfd_create`.
  var call: String
  /// The value of `errno`.
  var number: Int32

  /// The fault of the call that has just returned a failure.
  init(_ call: String, number: Int32 = errno) {
    self.call = call
    self.number = number
  }

  var description: String {
    "\(call) failed: \(String(cString: strerror(number))) (\(errorName(number)))"
  }
}

/// The name of an error number, such as `ENETUNREACH`; the number itself where it has none.
nonisolated func errorName(_ number: Int32) -> String {
  strerrorname_np(number).map { String(cString: $0) } ?? "errno \(number)"
}
