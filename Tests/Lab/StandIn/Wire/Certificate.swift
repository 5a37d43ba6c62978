import Glibc

/// The file by which clients of Multipass know their daemon, made by the first one.
package enum Certificate {
  /// The path of it, in the folder of the daemon's socket.
  package static func path(besides socket: String) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink(socket, &buffer, buffer.count)
    let real = length > 0 ? String(decoding: buffer.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self) : socket
    return real[..<(real.lastIndex(of: "/") ?? real.startIndex)] + "/multipass_root_cert.pem"
  }
}
