/// What the default format prints.
package enum TableFormat {
  package static func list(_ rows: [InstanceRow]) -> String {
    guard !rows.isEmpty else { return "No instances found.\n" }
    let width = max(24, (rows.map(\.name.count).max() ?? 0) + 2)
    let head = padded("Name", width) + padded("State", 18) + padded("IPv4", 17) + "Image\n"
    return head + rows.map { row(of: $0, width) }.joined()
  }

  private static func row(of row: InstanceRow, _ width: Int) -> String {
    let image = row.release.isEmpty ? "Not Available" : "Ubuntu \(row.release)"
    let first = padded(row.name, width) + padded(row.word, 18) + padded(row.addresses.first ?? "--", 17) + image + "\n"
    let indent = String(repeating: " ", count: width + 18)
    return first + row.addresses.dropFirst().map { indent + $0 + "\n" }.joined()
  }

  package static func info(_ details: [InstanceDetails]) -> String {
    details.isEmpty ? "No instances found.\n" : details.map(describe).joined(separator: "\n")
  }

  private static func describe(_ details: InstanceDetails) -> String {
    let runtime = details.runtime
    let load = runtime.map { $0.load.map { "\($0)" }.joined(separator: " ") }
    var lines = [
      ("Name:", details.name), ("State:", details.word), ("Snapshots:", "\(details.snapshots)"),
      ("IPv4:", details.addresses.first ?? "--"),
    ]
    lines += details.addresses.dropFirst().map { ("", $0) }
    lines += [
      ("Release:", runtime?.release ?? "--"),
      ("Image hash:", "\(details.imageHash.prefix(12)) (Ubuntu \(details.imageRelease))"),
      ("CPU(s):", runtime.map { "\($0.cpus)" } ?? "--"), ("Load:", load ?? "--"),
      ("Disk usage:", runtime.map { usage($0.diskUsed, $0.diskTotal) } ?? "--"),
      ("Memory usage:", runtime.map { usage($0.memoryUsed, $0.memoryTotal) } ?? "--"),
      ("Mounts:", details.mounts.first.map(describe) ?? "--"),
    ]
    lines += details.mounts.dropFirst().map { ("", describe($0)) }
    return lines.map { padded($0.0, 16) + $0.1 + "\n" }.joined()
  }

  private static func describe(_ mount: Mount) -> String { "\(mount.source) => \(mount.target)" }

  private static func usage(_ used: Int64, _ total: Int64) -> String {
    "\(MemorySize.text(used)) out of \(MemorySize.text(total))"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
