import DockhostInterface

/// The hosts as a stream of changes has told of them.
struct HostRoll {
  private(set) var hosts: [Host] = []

  /// Takes a reply of `Monitor`; the first of a stream tells of all hosts, those that follow of some.
  mutating func take(_ reply: MonitorReply) {
    if reply.sequence == 1 { hosts = [] }
    for host in reply.hosts {
      if let index = hosts.firstIndex(where: { $0.name == host.name }) {
        hosts[index] = host
      } else {
        hosts.append(host)
      }
    }
  }

  /// Hosts that are not yet as they should be.
  var unsettled: [Host] { hosts.filter { $0.phase != .healthy && !$0.isStoppedAsWished } }

  /// Nothing is left to wait for: all are as they should be, or one will not be by itself.
  var isSettled: Bool { unsettled.isEmpty || hosts.contains { $0.phase == .gaveUp } }
}
