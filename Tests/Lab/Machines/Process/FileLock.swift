import CLinux
import Glibc

/// A lock that the kernel takes back when its holder dies.
struct FileLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock of a file, which is made when it is missing; throws when another has it and `waits` is false.
  init(_ path: String, waits: Bool) throws(LabFailure) {
    try makeFolder(parent(of: path))
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw systemFailure("cannot open the lock \"\(path)\"") }
    guard flock(descriptor, LOCK_EX | (waits ? 0 : LOCK_NB)) == 0 else {
      let failure = systemFailure("cannot take the lock \"\(path)\"")
      close(descriptor)
      throw failure
    }
  }

  func release() {
    close(descriptor)
  }
}
