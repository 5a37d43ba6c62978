import CLinux
import Glibc
import Multipass

/// A link of this machine that an IPv4 network hangs on, with its own address there.
struct BridgePrefix: Equatable {
  var interface: String
  var prefix: IPv4Prefix
  /// It is a bridge in the kernel's sense and not, say, a network card.
  var isBridge: Bool
}

/// The links that an instance could be reached over: neither the loopback nor tunnels from point to point.
///
/// Throws where the kernel could not be asked, which says nothing about the links.
func bridgePrefixes() throws(SystemFault) -> [BridgePrefix] {
  var list: UnsafeMutablePointer<ifaddrs>?
  guard getifaddrs(&list) == 0 else { throw SystemFault("getifaddrs") }
  defer { freeifaddrs(list) }
  let unfit = UInt32(IFF_LOOPBACK | IFF_POINTOPOINT)
  return sequence(first: list) { $0?.pointee.ifa_next }.compactMap { $0?.pointee }.compactMap { entry in
    guard entry.ifa_flags & unfit == 0, let address = number(entry.ifa_addr), let mask = number(entry.ifa_netmask),
      let prefix = IPv4Prefix(address: address, length: mask.nonzeroBitCount)
    else { return nil }
    let name = String(cString: entry.ifa_name)
    return BridgePrefix(
      interface: name, prefix: prefix, isBridge: access("/sys/class/net/\(name)/bridge", F_OK) == 0)
  }
}

/// The link that owns the network of `address`: a bridge before others, the narrower network before the wider.
func bridge(owning address: String, among links: [BridgePrefix]) -> BridgePrefix? {
  guard let address = parseIPv4(address) else { return nil }
  return links.filter { $0.prefix.contains(address) }.max {
    ($0.isBridge ? 1 : 0, $0.prefix.length) < ($1.isBridge ? 1 : 0, $1.prefix.length)
  }
}

/// An IPv4 address as a number, nil for other families and for none.
private func number(_ address: UnsafeMutablePointer<sockaddr>?) -> UInt32? {
  guard let address, address.pointee.sa_family == sa_family_t(AF_INET) else { return nil }
  return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { UInt32(bigEndian: $0.pointee.sin_addr.s_addr) }
}
