import Glibc

extension Machine {
  private var diskFile: String { "\(folder)/disk.img" }

  /// Makes the machine's disk: a sparse file with a file system of `bytes`, so that it can run full.
  func createDisk(bytes: Int64) throws(LabFailure) {
    for part in ["disk", "root"] { try makeFolder("\(folder)/\(part)") }
    try growDisk(bytes: bytes)
    try Machines.perform(["mkfs.ext4", "-q", "-F", "-O", "^has_journal", "-E", "lazy_itable_init=1", diskFile])
  }

  /// Changes the size of the disk of a machine that is off; a file system never shrinks.
  func resizeDisk(bytes: Int64) throws(LabFailure) {
    try awaitRelease()
    try growDisk(bytes: bytes)
    try Machines.perform(["resize2fs", "-f", diskFile])
  }

  /// Keeps a copy of the disk of a machine that is off.
  func keepDisk(as name: String) throws(LabFailure) {
    try awaitRelease()
    try makeFolder(snapshotsFolder)
    try copyDisk(diskFile, to: snapshotFile(name))
  }

  /// Goes back to such a copy, which stays.
  func takeDisk(keptAs name: String) throws(LabFailure) {
    try awaitRelease()
    try copyDisk(snapshotFile(name), to: diskFile)
  }

  func forgetDisk(keptAs name: String) throws(LabFailure) {
    try remove(snapshotFile(name))
  }

  /// Returns when the kernel has written the disk of a machine that went off, which it does in its own time: what is
  /// changed before it has would be written over.
  private func awaitRelease() throws(LabFailure) {
    let deadline = ContinuousClock.now + .seconds(20)
    while isAttached {
      guard ContinuousClock.now < deadline else {
        throw LabFailure("the disk \"\(diskFile)\" is still in use; is the machine \"\(name)\" off?")
      }
      // The kernel tells nobody when it lets go of a file.
      _ = waitToRead(within: .milliseconds(10))
    }
  }

  private var isAttached: Bool {
    names(in: "/sys/block").contains { readText("/sys/block/\($0)/loop/backing_file")?.trimmed == diskFile }
  }

  private var snapshotsFolder: String { "\(folder)/snapshots" }

  private func snapshotFile(_ name: String) -> String { "\(snapshotsFolder)/\(name).img" }

  private func copyDisk(_ source: String, to target: String) throws(LabFailure) {
    try Machines.perform(["cp", "--reflink=auto", "--sparse=always", source, "\(target).new"], limit: .seconds(300))
    guard rename("\(target).new", target) == 0 else { throw systemFailure("cannot write the disk \"\(target)\"") }
  }

  private func growDisk(bytes: Int64) throws(LabFailure) {
    let descriptor = open(diskFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw systemFailure("cannot open the disk \"\(diskFile)\"") }
    defer { close(descriptor) }
    guard ftruncate(descriptor, off_t(bytes)) == 0 else {
      throw systemFailure("cannot make the disk \"\(diskFile)\" \(bytes) bytes long")
    }
  }
}
