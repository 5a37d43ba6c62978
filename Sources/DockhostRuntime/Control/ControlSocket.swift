import CLinux
import Glibc

/// Why the control socket could not be bound.
package nonisolated enum ControlSocketError: Error, Equatable, CustomStringConvertible {
  case alreadyRunning(path: String)
  case tooLong(path: String)
  case notASocket(path: String)
  /// A system call failed; `errno`.
  case failed(doing: String, path: String, code: Int32)

  package var description: String {
    switch self {
    case .alreadyRunning(let path):
      "dockhostd is already running: something answers on '\(path)'. See it with: dockhostctl --socket '\(path)' status"
    case .tooLong(let path):
      "'\(path)' has \(path.utf8.count) bytes, and the path of a socket can have \(longestPath). "
        + "Choose a shorter one with: dockhostd --socket PATH"
    case .notASocket(let path):
      "'\(path)' is there and is no socket, so it is not replaced. Look at it with: ls -l '\(path)'"
    case .failed(let doing, let path, let code):
      "cannot \(doing) '\(path)': \(String(cString: strerror(code))). "
        + "Choose another place with: dockhostd --socket PATH"
    }
  }
}

/// `sun_path` has 108 bytes, one of them for the NUL (unix(7)).
private nonisolated let longestPath = 107

/// Binds the control socket, readable and writable for the owner alone, in a folder that is created for the owner alone.
///
/// A socket that nobody answers is what a killed daemon left, and is replaced; nothing else is.
///
/// - Returns: the listening socket.
/// - Throws: `ControlSocketError`.
package func bindControlSocket(path: String) throws(ControlSocketError) -> Int32 {
  guard path.utf8.count <= longestPath else { throw .tooLong(path: path) }
  try createFolder(of: path)
  // Two daemons that start at once must not each take the other's new socket for an old one.
  let lock = try lockBeside(path)
  defer { close(lock) }
  try removeDeadSocket(path)
  let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
  guard listener >= 0 else { throw .failed(doing: "create the socket", path: path, code: errno) }
  // On a socket that is not bound yet this is the mode that its file will have: there is no moment with another.
  guard fchmod(listener, 0o600) == 0, withAddress(of: path, { bind(listener, $0, $1) }) == 0,
    listen(listener, SOMAXCONN) == 0
  else {
    let code = errno
    close(listener)
    throw .failed(doing: "bind the socket", path: path, code: code)
  }
  return listener
}

private func createFolder(of path: String) throws(ControlSocketError) {
  guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
  let folder = String(path[..<slash])
  do throws(SystemFault) {
    try makeFolder(folder)
  } catch {
    throw .failed(doing: "create the folder", path: folder, code: error.number)
  }
}

private func lockBeside(_ path: String) throws(ControlSocketError) -> Int32 {
  let file = path + ".lock"
  let lock = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
  guard lock >= 0 else { throw .failed(doing: "open", path: file, code: errno) }
  guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
    let code = errno
    close(lock)
    throw code == EWOULDBLOCK ? .alreadyRunning(path: path) : .failed(doing: "lock", path: file, code: code)
  }
  return lock
}

private func removeDeadSocket(_ path: String) throws(ControlSocketError) {
  var status = stat()
  guard lstat(path, &status) == 0 else {
    if errno == ENOENT { return }
    throw .failed(doing: "look at", path: path, code: errno)
  }
  guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
  guard try isDead(path) else { throw .alreadyRunning(path: path) }
  guard unlink(path) == 0 || errno == ENOENT else { throw .failed(doing: "remove", path: path, code: errno) }
}

/// Whether nobody listens on a socket; one that is too busy to take another connection is alive.
private func isDead(_ path: String) throws(ControlSocketError) -> Bool {
  let caller = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
  guard caller >= 0 else { throw .failed(doing: "create the socket", path: path, code: errno) }
  defer { close(caller) }
  if withAddress(of: path, { connect(caller, $0, $1) }) == 0 || errno == EAGAIN { return false }
  guard errno == ECONNREFUSED || errno == ENOENT else { throw .failed(doing: "connect to", path: path, code: errno) }
  return true
}

private func withAddress<Result>(
  of path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
) -> Result {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(longestPath)) }
  return withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
}
