import CLinux
import Dispatch
import Glibc

/// What a descriptor is ready for; an end or an error counts as all, as the next call tells of it.
struct Readiness: OptionSet {
  var rawValue: UInt32

  static let read = Readiness(rawValue: EPOLLIN.rawValue)
  static let write = Readiness(rawValue: EPOLLOUT.rawValue)
  /// Nobody is at the other end any more; for those who want to know that and nothing else for now.
  static let end = Readiness(rawValue: EPOLLHUP.rawValue)
}

/// All descriptors that the loop watches: one epoll instance, and a thread that waits for it and then serves the main
/// queue's turn itself.
///
/// Not a Dispatch source each, nor one for the epoll instance. Dispatch on Linux (Swift 6.3) crashes in
/// `_dispatch_event_loop_drain` when a source is cancelled while the other side of its pipe or socket hangs up: one in
/// some thousand clients that come and go would take the daemon along. And a source costs three threads' wake-ups an
/// event: its manager hears of it, a worker handles it, and the manager is told to listen again.
final class Poller {
  /// The loop's own. A process that cannot have even this descriptor cannot run.
  static let shared = Poller()

  private static let batch = 128

  private let descriptor: Int32
  /// Its one block runs as long as the process does.
  private let queue = DispatchQueue(label: "poller")
  private var handlers: [UInt64: (Readiness) -> Void] = [:]
  private var lastToken: UInt64 = 0

  private init() {
    let descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
    guard descriptor >= 0 else { stop(SystemFault("epoll_create1")) }
    self.descriptor = descriptor
    queue.async { bringEvents(of: descriptor) }
  }

  /// A name for a new watch, which tells it from an earlier one of the same descriptor.
  fileprivate func makeToken(_ handler: @escaping (Readiness) -> Void) -> UInt64 {
    lastToken += 1
    handlers[lastToken] = handler
    return lastToken
  }

  fileprivate func forget(_ token: UInt64) {
    handlers[token] = nil
  }

  /// Does one of `EPOLL_CTL_ADD`, `EPOLL_CTL_MOD` and `EPOLL_CTL_DEL`.
  fileprivate func control(_ operation: Int32, _ watched: Int32, _ interest: Readiness, _ token: UInt64) {
    var event = epoll_event(events: interest.rawValue, data: epoll_data_t(u64: token))
    let result = epoll_ctl(descriptor, operation, watched, &event)
    // What is left are descriptors that are none, and a kernel without memory.
    guard result == 0 || operation == EPOLL_CTL_DEL else { stop(SystemFault("epoll_ctl")) }
  }

  fileprivate func handleBatch() {
    withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: Self.batch) { events in
      let count = epoll_wait(descriptor, events.baseAddress, Int32(Self.batch), 0)
      if count < 0 {
        // Nothing is lost: what is ready now is so at the next wait.
        guard errno == EINTR else { stop(SystemFault("epoll_wait")) }
        return
      }
      for index in 0..<Int(count) {
        let event = events[index]
        // A handler before may have ended this watch.
        guard let handler = handlers[event.data.u64] else { continue }
        let isEnd = event.events & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0
        handler(isEnd ? [.read, .write, .end] : Readiness(rawValue: event.events))
      }
    }
  }
}

/// Gives the main queue a turn whenever the epoll instance has events. A turn runs on this thread, unless another thread
/// serves the main queue just then, and is over before the next wait.
nonisolated func bringEvents(of descriptor: Int32) -> Never {
  while true {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, -1) > 0 else {
      guard errno == EINTR else { stop(SystemFault("poll")) }
      continue
    }
    // Somebody closed a descriptor that was not theirs: from here on the wait would return at once, for ever.
    guard entry.revents & Int16(POLLNVAL) == 0 else { stop(SystemFault("poll", number: EBADF)) }
    DispatchQueue.main.sync { MainActor.assumeIsolated { Poller.shared.handleBatch() } }
  }
}

/// Ends the process: without events it would hang or spin, whereas its service manager starts it again.
private nonisolated func stop(_ fault: SystemFault) -> Never {
  fatalError("the loop cannot go on: \(fault)")
}

/// Watches a descriptor that stays its owner's, who ends the watch before closing it.
final class Watch {
  private let descriptor: Int32
  private var interest: Readiness = []
  private var token: UInt64?

  /// Calls `ready` on the main queue for as long as the descriptor is ready for what is wanted; the descriptor must not
  /// block, nor be a regular file.
  init(_ descriptor: Int32, for interest: Readiness = [], ready: @escaping (Readiness) -> Void) {
    self.descriptor = descriptor
    token = Poller.shared.makeToken(ready)
    want(interest)
  }

  /// Changes what is waited for; without anything, not even an end is told.
  func want(_ interest: Readiness) {
    guard let token, interest != self.interest else { return }
    let operation = self.interest.isEmpty ? EPOLL_CTL_ADD : interest.isEmpty ? EPOLL_CTL_DEL : EPOLL_CTL_MOD
    self.interest = interest
    Poller.shared.control(operation, descriptor, interest, token)
  }

  /// Ends the watch: `ready` is not called any more from here on.
  func cancel() {
    guard let token else { return }
    want([])
    Poller.shared.forget(token)
    self.token = nil
  }

  isolated deinit {
    cancel()
  }
}
