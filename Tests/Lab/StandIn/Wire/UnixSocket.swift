import CLinux
import Glibc

/// Stream sockets with a path.
package enum UnixSocket {
  /// The call on the socket failed; `number` is its errno.
  package struct Failure: Error, Equatable {
    package var number: Int32
  }

  /// Binds and listens, in place of a socket file that is left over; anybody may connect.
  package static func listen(at path: String) throws(Failure) -> Int32 {
    let socket = try make()
    unlink(path)
    guard withAddress(path, { Glibc.bind(socket, $0, $1) }) == 0, Glibc.listen(socket, 4096) == 0,
      chmod(path, 0o666) == 0
    else { throw close(socket) }
    return socket
  }

  /// Connects to the daemon that listens at `path`.
  package static func connect(to path: String) throws(Failure) -> Int32 {
    let socket = try make()
    guard withAddress(path, { Glibc.connect(socket, $0, $1) }) == 0 else { throw close(socket) }
    return socket
  }

  private static func make() throws(Failure) -> Int32 {
    let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { throw Failure(number: errno) }
    return socket
  }

  private static func close(_ socket: Int32) -> Failure {
    let failure = Failure(number: errno)
    Glibc.close(socket)
    return failure
  }

  /// A path of more than 107 bytes gives ENAMETOOLONG.
  private static func withAddress(_ path: String, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      errno = ENAMETOOLONG
      return -1
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }
}
