import DockhostInterface

/// The hosts as a stream of changes has told of them.
struct HostRoll {
  private(set) var hosts: [Host] = []

  /// Takes a reply of `Monitor`; the first of a stream tells of all hosts, those that follow of some. Returns the names
  /// of the hosts that are there no more, in their order.
  @discardableResult
  mutating func take(_ reply: MonitorReply) -> [String] {
    let kept = Set(reply.hosts.map(\.name))
    let gone = reply.sequence == 1 ? Set(hosts.map(\.name)).subtracting(kept) : Set(reply.gone ?? [])
    let left = hosts.map(\.name).filter(gone.contains)
    hosts.removeAll { gone.contains($0.name) }
    for host in reply.hosts {
      if let index = hosts.firstIndex(where: { $0.name == host.name }) {
        hosts[index] = host
      } else {
        hosts.append(host)
      }
    }
    return left
  }

  /// Hosts that are not yet as they should be.
  var unsettled: [Host] { hosts.filter { $0.phase != .healthy && !$0.isStoppedAsWished } }

  /// Nothing is left to wait for: all are as they should be, or one will not be by itself.
  var isSettled: Bool { unsettled.isEmpty || hosts.contains { $0.phase == .gaveUp } }
}
