/// What `--format csv` prints.
package enum CSVFormat {
  package static func list(_ rows: [InstanceRow]) -> String {
    "Name,State,IPv4,IPv6,Release,AllIPv4\n"
      + rows.map { row in
        let release = row.release.isEmpty ? "Not Available" : "Ubuntu \(row.release)"
        let all = row.addresses.joined(separator: ",")
        return "\(row.name),\(row.word),\(row.addresses.first ?? ""),,\(release),\"\(all)\"\n"
      }.joined()
  }

  package static func info(_ details: [InstanceDetails]) -> String {
    guard !details.isEmpty else { return "" }
    return "Name,State,Ipv4,Ipv6,Release,Image hash,Image release,Load,Disk usage,Disk total,Memory usage,"
      + "Memory total,Mounts,AllIPv4,CPU(s),Snapshots\n" + details.map(line).joined()
  }

  private static func line(_ details: InstanceDetails) -> String {
    let runtime = details.runtime
    let fields = [
      details.name, details.word, details.addresses.first ?? "", "", runtime?.release ?? "", details.imageHash,
      details.imageRelease, (runtime?.load ?? []).map { "\($0)" }.joined(separator: " "),
      text(runtime?.diskUsed), text(runtime?.diskTotal), text(runtime?.memoryUsed), text(runtime?.memoryTotal),
      details.mounts.map { "\($0.source) => \($0.target)" }.joined(separator: ";"),
      details.addresses.joined(separator: ";"), runtime.map { "\($0.cpus)" } ?? "", "\(details.snapshots)",
    ]
    return fields.joined(separator: ",") + "\n"
  }

  private static func text(_ number: Int64?) -> String { number.map { "\($0)" } ?? "" }
}
