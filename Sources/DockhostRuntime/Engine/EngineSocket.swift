import CCurl
import CLinux
import Glibc

/// A socket for a connection to an engine: bound to the bridge that owns the engine's network, so that a tunnel that took
/// the route does not take the connection, and given up by the kernel when nothing comes back for 20 s.
func makeEngineSocket(to host: String, _ address: curl_sockaddr) -> Int32 {
  let type = address.socktype | Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
  let descriptor = socket(address.family, type, address.protocol)
  guard descriptor >= 0 else { return descriptor }
  bindToBridge(descriptor, host)
  // Facts, 2.8: an idle stream into a black hole ends after 19.8 s with these.
  set(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1)
  set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPIDLE, 10)
  set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPINTVL, 5)
  set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPCNT, 3)
  set(descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, 20_000)
  return descriptor
}

/// Where there is no such bridge, or the kernel refuses (before 5.7 to all but root), the route decides as for everyone.
private func bindToBridge(_ descriptor: Int32, _ host: String) {
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
