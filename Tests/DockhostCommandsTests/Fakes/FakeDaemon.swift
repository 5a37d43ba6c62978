import CLinux
import Dispatch
import DockhostInterface
import Glibc
import Locks
import Synchronization
import Varlink

/// A daemon that answers as a test wants, on a real socket and on threads of its own.
final class FakeDaemon: Sendable {
  let path: String
  /// Kept for as long as the socket in it.
  let folder: Folder
  /// Descriptors that are open: one that is closed may be another's already.
  private struct Open {
    var listener: Int32?
    var connections: Set<Int32> = []
  }

  private let descriptors: Locked<Open>

  /// `answer` is called for each call that comes in, one at a time on a connection.
  init(in folder: Folder = Folder(), answer: @escaping @Sendable (FakeCall) -> Void) {
    self.folder = folder
    path = folder.file("control.sock")
    let listener = listen(at: path)
    descriptors = Locked(Open(listener: listener))
    DispatchQueue(label: "daemon").async { [weak self] in
      while let connection = accept(from: listener) {
        DispatchQueue(label: "connection").async {
          if self?.serve(connection, answer) == nil { close(connection) }
        }
      }
      close(listener)
    }
  }

  deinit {
    // The socket goes with its folder.
    stop(leavingSocket: true)
  }

  /// Goes away: the connections end, and nobody listens any more.
  ///
  /// - Parameter leavingSocket: as one does that was killed.
  func stop(leavingSocket: Bool = false) {
    if !leavingSocket { unlink(path) }
    descriptors.withLock { open in
      if let listener = open.listener.take() { shutdown(listener, Int32(SHUT_RDWR)) }
      for connection in open.connections { shutdown(connection, Int32(SHUT_RDWR)) }
    }
  }

  private func serve(_ connection: Int32, _ answer: (FakeCall) -> Void) {
    descriptors.withLock { _ = $0.connections.insert(connection) }
    defer {
      descriptors.withLock { _ = $0.connections.remove(connection) }
      close(connection)
    }
    var frames = FrameDecoder()
    while let bytes = receive(from: connection) {
      frames.append(bytes)
      while let message = try? frames.next() {
        guard let head = try? decodeCall(message) else { return }
        answer(FakeCall(connection: connection, head: head, message: message))
      }
    }
  }
}

/// A call that a client has made.
struct FakeCall: Sendable {
  fileprivate let connection: Int32
  let head: CallHead
  fileprivate let message: [UInt8]

  var method: SupervisorInterface.Method? { SupervisorInterface.Method(rawValue: head.member) }
  var host: String? { parameters(HostParameters.self)?.host }

  func parameters<P: Decodable>(_ type: P.Type) -> P? { try? decodeParameters(type, from: message) }

  func reply(_ parameters: some Encodable, continues: Bool = false) {
    send(encodeReply(parameters: parameters, continues: continues))
  }

  func fail(_ error: SupervisorError) {
    send(error.encoded())
  }

  /// Writes bytes as they are.
  func send(_ bytes: [UInt8]) {
    _ = bytes.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
  }

  func hangUp() {
    shutdown(connection, Int32(SHUT_RDWR))
  }

  /// Says nothing more until the client has gone.
  func awaitLeave() {
    while receive(from: connection) != nil {}
  }
}

/// A socket that listens, with room for as many connections that nobody has taken.
func listen(at path: String, queue: Int32 = 64) -> Int32 {
  let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
  let bound = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
  precondition(bound == 0 && Glibc.listen(listener, queue) == 0, "cannot listen at '\(path)': \(errno)")
  return listener
}

private func accept(from listener: Int32) -> Int32? {
  let connection = accept4(listener, nil, nil, Int32(SOCK_CLOEXEC.rawValue))
  return connection < 0 ? nil : connection
}

/// Nil at the end.
private func receive(from connection: Int32) -> [UInt8]? {
  let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
    count = max(0, recv(connection, buffer.baseAddress, buffer.count, 0))
  }
  return bytes.isEmpty ? nil : bytes
}

/// Counts calls, on whatever thread they come in.
final class Counter: Sendable {
  private let count = Atomic(0)

  /// 1 at first.
  func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}
