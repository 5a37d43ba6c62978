import CLinux
import Glibc

/// How many descriptors a process may have open.
nonisolated struct DescriptorLimit: Equatable, Sendable {
  var soft: UInt
  var hard: UInt

  /// This process's limit.
  static func current() throws(SystemFault) -> DescriptorLimit {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      throw SystemFault("getrlimit(RLIMIT_NOFILE)")
    }
    return DescriptorLimit(soft: limit.rlim_cur, hard: limit.rlim_max)
  }

  /// Raises this process's soft limit to the hard one; returns what it was, which is what children are to get, as
  /// programs that use select(2) break above 1,024.
  static func raise() throws(SystemFault) -> DescriptorLimit {
    let before = try current()
    var limit = rlimit(rlim_cur: before.hard, rlim_max: before.hard)
    guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      throw SystemFault("setrlimit(RLIMIT_NOFILE)")
    }
    return before
  }
}
