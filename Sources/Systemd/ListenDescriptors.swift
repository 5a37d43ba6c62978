internal import CSystemd
internal import Glibc

/// Why the sockets that the service manager passed cannot be used.
package enum ListenDescriptorError: Error, Equatable, CustomStringConvertible {
  /// The environment names them in a way that sd_listen_fds_with_names(3) refuses.
  case unreadable(errorNumber: Int32)
  /// The descriptor of this name is no listening stream socket.
  case notListening(name: String, descriptor: Int32)

  package var description: String {
    switch self {
    case .unreadable(let number):
      return """
        the environment's LISTEN_FDS, LISTEN_PID and LISTEN_FDNAMES cannot be read (\(String(cString: strerror(number)))); \
        expected what systemd sets for a socket unit; start the service with: systemctl --user start dockhostd.socket
        """
    case .notListening(let name, let descriptor):
      return """
        descriptor \(descriptor) named '\(name)' is no listening stream socket; expected ListenStream= in its socket \
        unit; look at: systemctl --user cat dockhostd.socket
        """
    }
  }
}

/// The listening sockets that the service manager passed, by the `FileDescriptorName=` of their unit; empty when the
/// process was started without.
///
/// They are closed on exec from here on, and the environment forgets them, so a second call finds none.
package func listenDescriptors() throws(ListenDescriptorError) -> [String: [Int32]] {
  var names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
  let count = sd_listen_fds_with_names(1, &names)
  guard count >= 0 else { throw .unreadable(errorNumber: -count) }
  defer {
    for index in 0..<Int(count) { free(names?[index]) }
    free(names)
  }
  var descriptors: [String: [Int32]] = [:]
  for index in 0..<count {
    // The first passed descriptor is 3, by the protocol.
    let descriptor = SD_LISTEN_FDS_START + index
    let name = names?[Int(index)].map { String(cString: $0) } ?? "unknown"
    guard sd_is_socket(descriptor, AF_UNSPEC, Int32(SOCK_STREAM.rawValue), 1) > 0 else {
      throw .notListening(name: name, descriptor: descriptor)
    }
    descriptors[name, default: []].append(descriptor)
  }
  return descriptors
}
