import CLinux
import Glibc

/// Tells that a link, an IPv4 address, a route or a rule of this machine changed. What the kernel says is not read:
/// routes that go with their device are not announced, so whoever is woken asks anew.
final class NetworkChanges {
  /// `RTMGRP_LINK`, `RTMGRP_IPV4_IFADDR`, `RTMGRP_IPV4_ROUTE` and `RTMGRP_IPV4_RULE` of rtnetlink(7).
  private static let groups: UInt32 = 0x1 | 0x10 | 0x40 | 0x80

  private var source: ReadSource?

  /// Calls `changed` on the main queue for each batch of messages; throws where the kernel gives no such socket.
  init(changed: @escaping () -> Void) throws(SystemFault) {
    let type = Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let descriptor = socket(AF_NETLINK, type, NETLINK_ROUTE)
    guard descriptor >= 0 else { throw SystemFault("socket(NETLINK_ROUTE)") }
    var address = sockaddr_nl()
    address.nl_family = sa_family_t(AF_NETLINK)
    address.nl_groups = Self.groups
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_nl>.size))
      }
    }
    guard bound == 0 else {
      let fault = SystemFault("bind(NETLINK_ROUTE)")
      close(descriptor)
      throw fault
    }
    source = ReadSource(owning: descriptor) { [weak self] in
      self?.drain(descriptor)
      changed()
    }
  }

  /// Takes all there is. An overflow (ENOBUFS) only says that more happened than fits, which wakes all the same.
  private func drain(_ descriptor: Int32) {
    var buffer = [UInt8](repeating: 0, count: 32_768)
    while recv(descriptor, &buffer, buffer.count, 0) > 0 || errno == ENOBUFS
      || errno == EINTR
    {}
  }
}
