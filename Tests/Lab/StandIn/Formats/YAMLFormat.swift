/// What `--format yaml` prints.
package enum YAMLFormat {
  package static func list(_ rows: [InstanceRow]) -> String {
    rows.map { row in
      let release = row.release.isEmpty ? "Not Available" : row.release
      return "\(row.name):\n  - state: \(row.word)\n\(addresses(row.addresses))    release: \(release)\n"
    }.joined()
  }

  package static func info(_ details: [InstanceDetails]) -> String {
    "errors:\n  - ~\n" + details.map(describe).joined()
  }

  private static func describe(_ details: InstanceDetails) -> String {
    let runtime = details.runtime
    var lines = [
      "\(details.name):", "  - state: \(details.word)", "    snapshot_count: \(details.snapshots)",
      "    image_hash: \(details.imageHash)", "    image_release: \(details.imageRelease)",
      "    release: \(runtime?.release ?? "~")", "    cpu_count: \(text(runtime?.cpus))",
    ]
    if let load = runtime?.load { lines += ["    load:"] + load.map { "      - \($0)" } }
    lines += [
      "    disks:", "      - sda1:", "          used: \(text(runtime?.diskUsed))",
      "          total: \(text(runtime?.diskTotal))", "    memory:", "      usage: \(text(runtime?.memoryUsed))",
      "      total: \(text(runtime?.memoryTotal))",
    ]
    let mounts = details.mounts.map { "      \($0.target):\n        source_path: \($0.source)\n" }.joined()
    return lines.map { $0 + "\n" }.joined() + addresses(details.addresses)
      + (mounts.isEmpty ? "    mounts: ~\n" : "    mounts:\n" + mounts)
  }

  private static func addresses(_ addresses: [String]) -> String {
    addresses.isEmpty ? "    ipv4: []\n" : "    ipv4:\n" + addresses.map { "      - \($0)\n" }.joined()
  }

  private static func text<Number>(_ number: Number?) -> String { number.map { "\($0)" } ?? "~" }
}
