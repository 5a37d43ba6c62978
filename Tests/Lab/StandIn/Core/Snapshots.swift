/// A state of an instance that is kept: its disk, and what this says.
package struct Snapshot: Equatable, Codable, Sendable {
  package var name: String
  package var comment: String
  /// The snapshot that was taken or restored before; empty for the first.
  package var parent: String
  package var specification: GuestSpecification
  package var mounts: [Mount]
}

/// A line of `list --snapshots`.
package struct SnapshotRow: Equatable, Codable, Sendable {
  package var instance: String
  package var name: String
  package var parent: String
  package var comment: String

  package init(instance: String, name: String, parent: String, comment: String) {
    self.instance = instance
    self.name = name
    self.parent = parent
    self.comment = comment
  }
}

extension InstanceTable {
  /// What a snapshot of an instance would be; or why there can be none.
  package func newSnapshot(of instance: String, named name: String?, comment: String) throws(Refusal) -> Snapshot {
    let kept = try requireOperative(instance)
    guard kept.state == .stopped else {
      throw Refusal(.invalidArgument, "Multipass can only take snapshots of stopped instances.")
    }
    let name = name ?? "snapshot\(kept.snapshotsTaken + 1)"
    guard name.isHostName else { throw Refusal(.invalidArgument, "Invalid snapshot name: \"\(name)\"") }
    guard !kept.snapshots.contains(where: { $0.name == name }) else {
      throw Refusal(.invalidArgument, "Snapshot already exists: \(instance).\(name)")
    }
    return Snapshot(
      name: name, comment: comment, parent: kept.headSnapshot, specification: kept.specification, mounts: kept.mounts)
  }

  /// The snapshot to which an instance is to go back.
  package func restorableSnapshot(_ name: String, of instance: String) throws(Refusal) -> Snapshot {
    guard try requireOperative(instance).state == .stopped else {
      throw Refusal(.invalidArgument, "Multipass can only restore snapshots of stopped instances.")
    }
    return try snapshot(name, of: instance)
  }

  /// A snapshot that is there.
  package func snapshot(_ name: String, of instance: String) throws(Refusal) -> Snapshot {
    guard let kept = instances[instance] else {
      throw Refusal(.invalidArgument, "instance \"\(instance)\" does not exist")
    }
    guard let snapshot = kept.snapshots.first(where: { $0.name == name }) else {
      throw Refusal(.invalidArgument, "No such snapshot: \(instance).\(name)")
    }
    return snapshot
  }

  /// Every snapshot of the instances that are not deleted.
  package var snapshotRows: [SnapshotRow] {
    operativeNames.flatMap { instance in
      (instances[instance]?.snapshots ?? []).map {
        SnapshotRow(instance: instance, name: $0.name, parent: $0.parent, comment: $0.comment)
      }
    }
  }
}

extension String {
  /// Multipass's rule for names.
  var isHostName: Bool { wholeMatch(of: #/[a-zA-Z]([a-zA-Z0-9\-]*[a-zA-Z0-9])?/#) != nil }
}
