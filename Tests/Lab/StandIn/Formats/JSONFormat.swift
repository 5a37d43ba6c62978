/// What `--format json` prints.
package enum JSONFormat {
  package static func list(_ rows: [InstanceRow]) -> String {
    let entries = rows.map { row in
      JSONText.object([
        "name": .text(row.name), "state": .text(row.word),
        "release": .text(row.release.isEmpty ? "Not Available" : "Ubuntu \(row.release)"),
        "ipv4": .list(row.addresses.map { .text($0) }),
      ])
    }
    return JSONText.object(["list": .list(entries)]).document
  }

  package static func info(_ details: [InstanceDetails]) -> String {
    let members = details.map { ($0.name, describe($0)) }
    return JSONText.object([
      "errors": .list([]), "info": .object(Dictionary(members) { first, _ in first }),
    ]).document
  }

  package static func version(client: String, daemon: String?) -> String {
    var members = ["multipass": JSONText.text(client)]
    members["multipassd"] = daemon.map { .text($0) }
    return JSONText.object(members).document
  }

  private static func describe(_ details: InstanceDetails) -> JSONText {
    let runtime = details.runtime
    let disk = runtime.map { ["used": JSONText.text("\($0.diskUsed)"), "total": .text("\($0.diskTotal)")] } ?? [:]
    let memory = runtime.map { ["used": JSONText.integer($0.memoryUsed), "total": .integer($0.memoryTotal)] } ?? [:]
    return .object([
      "cpu_count": .text(runtime.map { "\($0.cpus)" } ?? ""),
      "disks": .object(["sda1": .object(disk)]),
      "image_hash": .text(details.imageHash),
      "image_release": .text(details.imageRelease),
      "ipv4": .list(details.addresses.map { .text($0) }),
      "load": .list((runtime?.load ?? []).map { .number($0) }),
      "memory": .object(memory),
      "mounts": .object(Dictionary(details.mounts.map { ($0.target, describe($0)) }) { first, _ in first }),
      "release": .text(runtime?.release ?? ""),
      "snapshot_count": .text("\(details.snapshots)"),
      "state": .text(details.word),
    ])
  }

  private static func describe(_ mount: Mount) -> JSONText {
    .object([
      "source_path": .text(mount.source),
      "uid_mappings": .list(mount.userMappings.map { .text($0) }),
      "gid_mappings": .list(mount.groupMappings.map { .text($0) }),
    ])
  }
}
