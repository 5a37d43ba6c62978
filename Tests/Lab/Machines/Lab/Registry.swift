import Glibc

/// Which labs there are on the machine, so that one can be listed, and cleared away when its owner has crashed.
enum Registry {
  /// Enters a new lab; gives back the lock that says its owner lives, unless the lab is kept without one.
  static func enter(_ layout: Layout, kept: Bool) throws(LabFailure) -> FileLock? {
    let lock = try FileLock("\(Layout.registry)/lock", waits: true)
    defer { lock.release() }
    guard !exists(layout.entry) else {
      throw LabFailure("a lab is up in \"\(layout.folder)\"; end it with `lab down`, or name another by LAB_DIR")
    }
    guard names(in: layout.folder).isEmpty || exists("\(layout.folder)/lab") else {
      throw LabFailure("the folder \"\(layout.folder)\" has files that are no lab's; name an empty one by LAB_DIR")
    }
    for name in names(in: layout.folder) { try remove("\(layout.folder)/\(name)") }
    try writeText("\(layout.identity)\n", to: "\(layout.folder)/lab")
    try writeText(layout.folder, to: "\(layout.entry)/folder")
    try layout.wholeGroup.create()
    return kept ? nil : try FileLock(ownerFile(layout.entry), waits: false)
  }

  /// The folders of all labs.
  static var folders: [String] {
    entries.compactMap { readText("\($0)/folder") }
  }

  /// Ends all processes of a lab, and with them its mounts, links and namespaces; removes its files.
  static func clear(_ layout: Layout) throws(LabFailure) {
    let lock = try FileLock("\(Layout.registry)/lock", waits: true)
    defer { lock.release() }
    try clearHoldingLock(layout)
  }

  private static var entries: [String] {
    names(in: Layout.registry).map { "\(Layout.registry)/\($0)" }.filter { exists("\($0)/folder") }
  }

  private static func ownerFile(_ entry: String) -> String { "\(entry)/owner" }

  /// A lab whose owner's lock is free, or whose folder is gone, is nobody's.
  static func clearCrashed() throws(LabFailure) {
    let lock = try FileLock("\(Layout.registry)/lock", waits: true)
    defer { lock.release() }
    for entry in entries {
      guard let folder = readText("\(entry)/folder") else { continue }
      if exists(ownerFile(entry)) {
        guard let free = try? FileLock(ownerFile(entry), waits: false) else { continue }
        free.release()
      } else if exists("\(folder)/lab") {
        continue
      }
      try clearHoldingLock(try Layout(folder: folder))
    }
  }

  private static func clearHoldingLock(_ layout: Layout) throws(LabFailure) {
    layout.wholeGroup.destroy()
    // The parent of all labs' groups goes with the last of them.
    for hierarchy in ControlGroup.hierarchies { rmdir("\(hierarchy)/dockhost-lab") }
    try remove(layout.folder)
    try remove(layout.entry)
  }
}
