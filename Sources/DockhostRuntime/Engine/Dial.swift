import CLinux
import Glibc
import Multipass

/// The path of this program.
let ownProgram: String = {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
    guard let base = buffer.baseAddress, case let count = readlink("/proc/self/exe", base, buffer.count), count > 0
    else { return "dockhostd" }
    return String(decoding: UnsafeRawBufferPointer(start: base, count: count), as: UTF8.self)
  }
}()

/// Connects to an address by the bridge that owns its network, and passes the connection to the program that waits for
/// it at the other end of standard output, as ssh_config(5) has it for ProxyUseFdpass.
package func dial(_ host: String, port: UInt16) throws {
  guard let number = parseIPv4(host) else { throw SystemFault("connecting to '\(host)'", number: EINVAL) }
  let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  guard connection >= 0 else { throw SystemFault("socket") }
  defer { close(connection) }
  bindToBridge(connection, host)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = number.bigEndian
  let result = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
  guard result == 0 else { throw SystemFault("connecting to '\(host):\(port)'") }
  var byte: UInt8 = 0
  guard dockhost_send_descriptors(STDOUT_FILENO, &byte, 1, [connection], 1) == 1 else {
    throw SystemFault("passing the connection on (standard output is to be a socket)")
  }
}
