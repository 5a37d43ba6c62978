import DockhostInterface

/// How dockhostctl ends; part of its contract with scripts.
package enum ExitStatus: Int32, CaseIterable, Sendable {
  /// Healthy, or done.
  case fine = 0
  case failed = 1
  /// Stopped, as the user wishes.
  case stopped = 3
  case noSuchHost = 4
  /// EX_USAGE of sysexits.h, like those that follow.
  case usage = 64
  /// EX_UNAVAILABLE.
  case unreachable = 69
  /// EX_TEMPFAIL.
  case timedOut = 75
  /// EX_CONFIG.
  case badConfiguration = 78
  /// 128 and SIGINT, as a shell has it.
  case interrupted = 130
}

extension ExitStatus {
  /// The status of the host that is worst off; `fine` where there is none.
  init(_ hosts: [Host]) {
    let all = hosts.map(ExitStatus.init)
    self = [.failed, .stopped].first(where: all.contains) ?? .fine
  }

  private init(_ host: Host) {
    self = host.phase == .healthy ? .fine : host.isStoppedAsWished ? .stopped : .failed
  }
}

extension Host {
  /// Nothing runs, and nothing should until someone asks for it.
  var isStoppedAsWished: Bool { phase == .stopped && desired != .running }
}
