import CLinux
import Dispatch
import Glibc

/// The daemon's socket.
package final class Server: Sendable {
  private let path: String
  // A source may be used from any thread.
  nonisolated(unsafe) private let source: any DispatchSourceRead

  /// Listens at `path` and hands every client to `daemon`.
  package init(path: String, daemon: Daemon) throws(UnixSocket.Failure) {
    let listener = try UnixSocket.listen(at: path)
    self.path = path
    // A client does not get as far as the socket where the daemon never was.
    _ = creat(Certificate.path(besides: path), 0o644)
    source = DispatchSource.makeReadSource(fileDescriptor: listener, queue: DispatchQueue(label: "multipassd.accept"))
    source.setEventHandler {
      let client = accept4(listener, nil, nil, Int32(SOCK_CLOEXEC.rawValue))
      if client >= 0 { daemon.take(Channel(client)) }
    }
    source.setCancelHandler { Glibc.close(listener) }
    source.activate()
  }

  /// Takes the socket away; clients that are being served keep their connections.
  package func close() {
    unlink(path)
    source.cancel()
  }
}
