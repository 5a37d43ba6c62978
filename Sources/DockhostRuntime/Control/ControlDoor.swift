import CLinux
import Dispatch
import Glibc
import Logging

/// Accepts whoever may come in: the daemon's own user and root.
final class ControlDoor {
  /// So many are let in before everyone else has a turn.
  private static let admissionsPerTurn = 64
  /// When there is no descriptor left, how long until the next try.
  private static let pause = DispatchTimeInterval.milliseconds(250)

  private let admit: (Int32) -> Void
  private var listener: Channel?
  /// Said once, and again only after somebody could come in.
  private var hasSaidWhyNot = false

  /// - Parameters:
  ///   - listener: a listening Unix socket; owned from here.
  ///   - admit: takes a connected socket that does not block.
  init(listener: Int32, admit: @escaping (Int32) -> Void) {
    self.admit = admit
    _ = fcntl(listener, F_SETFL, fcntl(listener, F_GETFL) | O_NONBLOCK)
    self.listener = Channel(descriptor: listener, readable: { [weak self] in self?.accept() }, writable: {}, hungUp: {})
    open()
  }

  /// Accepts, after a pause or for the first time.
  func open() {
    listener?.read(true)
  }

  /// Accepts nobody any more.
  func close() {
    listener?.close()
    listener = nil
  }

  private func accept() {
    for _ in 0..<Self.admissionsPerTurn {
      guard let listener else { return }
      let client = accept4(listener.descriptor, nil, nil, Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue))
      if client >= 0 {
        hasSaidWhyNot = false
        welcome(client)
      } else if errno == EAGAIN {
        return
      } else if ![EINTR, ECONNABORTED, EPROTO].contains(errno) {
        return wait(after: errno)
      }
    }
  }

  private func welcome(_ client: Int32) {
    var peer = dockhost_peer()
    guard dockhost_peer(client, &peer) == 0, peer.user == geteuid() || peer.user == 0 else {
      logger.warning("control socket: turned away process \(peer.process) of user \(peer.user)")
      _ = Glibc.close(client)
      return
    }
    admit(client)
  }

  /// Whoever waits outside stays there until a descriptor is free; without a pause the loop would spin.
  private func wait(after code: Int32) {
    listener?.read(false)
    if !hasSaidWhyNot { logger.warning("control socket: cannot accept a client: \(String(cString: strerror(code)))") }
    hasSaidWhyNot = true
    DispatchQueue.main.asyncAfter(deadline: .now() + Self.pause) { [weak self] in
      MainActor.assumeIsolated { self?.open() }
    }
  }
}

private let logger = Logger(label: "control")
