import CCurl
import CLinux
import Glibc

/// A socket for a connection to an engine: bound to the bridge that owns the engine's network, so that a tunnel that took
/// the route does not take the connection, and given up by the kernel when nothing comes back for 20 s.
///
/// Negative, with `errno` set, where there is none.
func makeEngineSocket(to host: String, _ address: curl_sockaddr) -> Int32 {
  let type = address.socktype | Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
  let descriptor = socket(address.family, type, address.protocol)
  guard descriptor >= 0 else { return descriptor }
  bindToBridge(descriptor, host)
  set(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1)
  // An idle stream into a black hole ends after 19.8 s with these (measured), and none of it wakes this process.
  set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPIDLE, 10)
  set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPINTVL, 5)
  set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPCNT, 3)
  set(descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, 20_000)
  return descriptor
}

/// Where there is no such bridge, or the kernel refuses (before 5.7 to all but root), the route decides as for everyone.
/// A strict rp_filter makes no difference: it fails a bound connection only where an unbound one fails as well.
func bindToBridge(_ descriptor: Int32, _ host: String) {
  guard let links = try? bridgePrefixes(), let link = bridge(owning: host, among: links) else { return }
  _ = link.interface.withCString {
    setsockopt(descriptor, SOL_SOCKET, SO_BINDTODEVICE, $0, socklen_t(strlen($0)))
  }
}

/// A connection without the option is a connection all the same.
private func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
  var value = value
  setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
}

/// Whether the other machine's kernel has acknowledged all that was sent: it lives and the way there is open, whatever
/// the engine does.
func isAcknowledged(_ descriptor: Int32) -> Bool {
  var info = tcp_info()
  var size = socklen_t(MemoryLayout<tcp_info>.size)
  guard getsockopt(descriptor, Int32(IPPROTO_TCP), TCP_INFO, &info, &size) == 0 else { return false }
  return info.tcpi_state != UInt8(TCP_SYN_SENT) && info.tcpi_unacked == 0
}
