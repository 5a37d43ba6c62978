import DockhostInterface

/// The state of all hosts in one line, for `systemctl status`.
func statusLine(_ hosts: [Host]) -> String {
  guard let host = hosts.first else { return "no host is configured" }
  if hosts.count == 1 { return "\(host.name): \(summary(host))" }
  let phases = Dictionary(grouping: hosts, by: \.phase.rawValue).mapValues(\.count)
  let counts = phases.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
  return "\(hosts.count) hosts: \(counts.joined(separator: ", "))"
}

private func summary(_ host: Host) -> String {
  if let worst = host.conditions.first { return "\(host.phase.rawValue). \(worst.message)" }
  guard host.phase == .healthy, let address = host.endpoint.address else { return host.phase.rawValue }
  let engine = host.endpoint.engineVersion.map { "Docker \($0)" } ?? "Docker"
  return "\(host.phase.rawValue), \(engine) at \(address):\(host.endpoint.port)"
}
