import CLinux
import DockhostInterface
import FoundationEssentials
import Glibc
import Logging
import Supervision

/// The folder that outlives the daemon: one folder a host in it, which only the owner may read. One daemon has it at a
/// time.
final class StateFolder {
  let path: String
  private let boot: String
  private let lock: Int32
  private let logger: Logger

  /// Makes the folder and takes it for this process; throws `EWOULDBLOCK` when another daemon has it. `boot` names the
  /// machine's current boot.
  init(path: String, boot: String = StateFolder.currentBoot, logger: Logger) throws(SystemFault) {
    self.path = path
    self.boot = boot
    self.logger = logger
    try makeFolder(path)
    lock = open("\(path)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw SystemFault("open '\(path)/lock'") }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      let fault = SystemFault("lock '\(path)/lock'")
      Glibc.close(lock)
      throw fault
    }
  }

  /// The kernel's name of this boot; empty where it gives none.
  static var currentBoot: String {
    let bytes = try? readFile("/proc/sys/kernel/random/boot_id", atMost: 64)
    return bytes.map { String(decoding: $0.filter { $0 != UInt8(ascii: "\n") }, as: UTF8.self) } ?? ""
  }

  /// Gives the folder up to the next daemon.
  func close() {
    Glibc.close(lock)
  }

  /// The folder of one host.
  func folder(of host: String) -> String { "\(path)/\(host)" }

  /// The folder of one host, made if it is not there; a failure is found by whoever writes into it.
  func madeFolder(of host: String) -> String {
    try? makeFolder(folder(of: host))
    return folder(of: host)
  }

  /// What was kept of a host; a file that cannot be read is told of and counts as none.
  func load(_ host: String) -> (memory: Memory, lastIncident: Incident?) {
    let file = file(of: host)
    do {
      let stored = try JSONDecoder().decode(StoredState.self, from: Data(readFile(file, atMost: 1 << 20)))
      return (stored.memory(inBoot: boot), stored.lastIncident)
    } catch let error as SystemFault where error.number == ENOENT {
      return (Memory(), nil)
    } catch {
      logger.warning("cannot read '\(file)' (\(error)), beginning without it", metadata: ["host": "\(host)"])
      return (Memory(), nil)
    }
  }

  /// Keeps a host's state; a failure is told of, and the daemon goes on without.
  func save(_ memory: Memory, lastIncident: Incident?, of host: String) {
    do {
      let stored = StoredState(memory, lastIncident: lastIncident, boot: boot)
      try makeFolder(folder(of: host))
      try replaceFile(file(of: host), with: Array(JSONEncoder().encode(stored)))
    } catch {
      logger.warning(
        "cannot write '\(file(of: host))' (\(error)), going on without: a restart of the daemon will not know of this",
        metadata: ["host": "\(host)"])
    }
  }

  private func file(of host: String) -> String { "\(folder(of: host))/state.json" }
}
