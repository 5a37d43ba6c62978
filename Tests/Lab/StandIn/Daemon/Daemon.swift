import Dispatch
import Glibc
import Locks

/// Multipass's daemon over guests of any kind: one command after another on one thread, except for the waits of
/// `launch`, `start` and `restart` and the commands that run in guests.
package final class Daemon: Sendable {
  struct Memory: Sendable {
    var table: InstanceTable
    /// The instances with an SSH session that was once established.
    var sessions: Set<String> = []
    /// The instances whose image is being copied.
    var preparing: Set<String> = []
    /// Counts the delayed shutdowns of each instance, so that one that was cancelled is known as such.
    var delays: [String: Int] = [:]
  }

  /// What `version` says.
  package static let version = "1.16.3"

  let guests: any Guests
  let folder: DaemonFolder
  /// How many seconds each wait may take; Multipass gives 300.
  let patience: Int
  /// Serves the commands.
  let mainThread = DispatchQueue(label: "multipassd")
  /// The waits that are under way.
  let work = DispatchGroup()
  private let memory: Locked<Memory>

  /// A daemon that knows what `folder` remembers; `resume` brings up what ran when the last one ended.
  package init(guests: any Guests, folder: DaemonFolder, patience: Int = 300) {
    self.guests = guests
    self.folder = folder
    self.patience = patience
    memory = Locked(Memory(table: folder.loadTable()))
  }

  /// How many seconds a wait may take for which a client asked for `timeout`.
  func patience(_ timeout: Int?) -> Int { folder.readFaults().patienceSeconds ?? timeout ?? patience }

  /// What the daemon knows now.
  package var table: InstanceTable { memory.withLock(\.table) }

  /// Reads the client's request and puts it at the end of the queue.
  package func take(_ channel: Channel) {
    Self.thread().async {
      guard let received = try? channel.receive(Request.self) else { return }
      let caller = Caller(channel, descriptors: received.descriptors)
      if self.folder.readFaults().unauthenticated == true { return caller.send(.refused(.unauthenticated)) }
      self.mainThread.async { self.serve(received.value, caller) }
    }
  }

  /// Changes what is remembered, and keeps it for the next daemon.
  @discardableResult
  func change<Result: Sendable>(_ body: (inout Memory) throws(Refusal) -> Result) throws(Refusal) -> Result {
    try memory.withLock { memory throws(Refusal) in
      let before = memory.table
      defer { if memory.table != before { folder.save(memory.table) } }
      return try body(&memory)
    }
  }

  /// Changes what is remembered of one instance; nothing when it has gone.
  func change(_ name: String, _ body: (inout Instance) -> Void) {
    _ = try? change { (memory: inout Memory) throws(Refusal) in
      if var instance = memory.table.instances[name] {
        body(&instance)
        memory.table.instances[name] = instance
      }
    }
  }

  func look<Result: Sendable>(_ body: (Memory) -> Result) -> Result {
    memory.withLock { body($0) }
  }

  func state(of name: String) -> MachineState? {
    look { $0.table.instances[name]?.state }
  }

  /// Waits in `body` off the main thread; the daemon's end waits for it.
  func inBackground(_ body: @escaping @Sendable () -> Void) {
    Self.thread().async(group: work, execute: body)
  }

  /// A queue that gets a thread of its own. A concurrent one shares as many as there are processors, and what runs here
  /// mostly waits.
  static func thread() -> DispatchQueue { DispatchQueue(label: "multipassd.worker") }

  /// Asks the guests for something, in the words of an RPC status when they cannot.
  func attempt<Result>(_ body: () throws -> Result) throws(Refusal) -> Result {
    do { return try body() } catch let failure as GuestFailure {
      throw Refusal(.failedPrecondition, failure.reason)
    } catch {
      throw Refusal(.failedPrecondition, "\(error)")
    }
  }
}
