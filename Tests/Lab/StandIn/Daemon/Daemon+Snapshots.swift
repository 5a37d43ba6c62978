extension Daemon {
  func takeSnapshot(of instance: String, named name: String?, comment: String) throws(Refusal) -> Reply {
    let snapshot = try table.newSnapshot(of: instance, named: name, comment: comment)
    try attempt { try guests.takeSnapshot(instance, snapshot.name) }
    change(instance) {
      $0.snapshots.append(snapshot)
      $0.snapshotsTaken += 1
      $0.headSnapshot = snapshot.name
    }
    return .value("\(instance).\(snapshot.name)")
  }

  /// Goes back to a snapshot; the state that is left is lost.
  func restoreSnapshot(_ name: String, of instance: String) throws(Refusal) -> Reply {
    let snapshot = try table.restorableSnapshot(name, of: instance)
    try attempt { try guests.restoreSnapshot(instance, name) }
    change(instance) {
      $0.specification = snapshot.specification
      $0.mounts = snapshot.mounts
      $0.headSnapshot = name
    }
    return .value("\(instance).\(name)")
  }

  /// Deletes what is named `INSTANCE.SNAPSHOT`.
  func deleteSnapshot(_ path: String) throws(Refusal) {
    let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { throw Refusal(.invalidArgument, "No such snapshot: \(path)") }
    _ = try table.snapshot(parts[1], of: parts[0])
    try attempt { try guests.deleteSnapshot(parts[0], parts[1]) }
    change(parts[0]) { $0.snapshots.removeAll { $0.name == parts[1] } }
  }
}
