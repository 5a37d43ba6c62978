import CLinux
import Glibc

/// A tunnel device, as a VPN's client makes one, that swallows what is sent into it; it exists as long as this does.
package struct Tunnel: ~Copyable {
  private let descriptor: Int32

  /// Makes the device in this process's network.
  package init(name: String) throws(LabFailure) {
    descriptor = dockhost_open_tunnel(name)
    guard descriptor >= 0 else { throw systemFailure("cannot make the tunnel \"\(name)\" by /dev/net/tun") }
  }

  /// Swallows packets until the process is ended.
  package func run() {
    var packet = [UInt8](repeating: 0, count: 65536)
    while read(descriptor, &packet, packet.count) >= 0 || errno == EINTR {}
  }

  deinit {
    close(descriptor)
  }
}
