import CLinux
import Glibc

/// A socket to which a program says how far it is, as sd_notify(3) has it.
final class NoticeSocket {
  let path: String
  private let descriptor: Int32

  init(path: String) throws(LabFailure) {
    self.path = path
    try makeFolder(parent(of: path))
    unlink(path)
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    let bound = withUnixAddress(path) { bind(descriptor, $0, $1) }
    guard bound == 0 else { throw systemFailure("cannot listen on \"\(path)\"") }
  }

  /// Waits until `process` says READY=1; false when it ends before, or does not within `limit`. The machine's init is told
  /// of as soon as systemd-nspawn names it.
  func awaitReadiness(
    of process: pid_t, within limit: Duration, leader: (String) throws(LabFailure) -> Void = { _ in }
  ) throws(LabFailure) -> Bool {
    let deadline = ContinuousClock.now + limit
    let end = pidfd_open(process, 0)
    defer { if end >= 0 { close(end) } }
    while end >= 0, case let left = ContinuousClock.now.duration(to: deadline), left > .zero {
      guard waitToRead(descriptor, end, within: left), let notice = next() else { return false }
      if let named = notice["X_NSPAWN_LEADER_PID"] { try leader(named) }
      if notice["READY"] == "1" { return true }
    }
    return false
  }

  /// The next notice's lines; nil when there is none.
  private func next() -> [String: String]? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    guard count >= 0 else { return nil }
    let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
    let pairs = lines.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }.filter { $0.count == 2 }
    return Dictionary(pairs.map { ($0[0], $0[1]) }) { $1 }
  }

  deinit {
    close(descriptor)
    unlink(path)
  }
}

/// Tells whoever waits at $NOTIFY_SOCKET, if anybody does, that this program is ready.
package func tellReadiness() {
  guard let path = getenv("NOTIFY_SOCKET").map({ String(cString: $0) }) else { return }
  let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  defer { close(descriptor) }
  _ = withUnixAddress(path) { sendto(descriptor, "READY=1", 7, 0, $0, $1) }
}
