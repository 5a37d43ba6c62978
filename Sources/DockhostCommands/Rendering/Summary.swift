import DockhostInterface

/// A host in one line: its name, its phase, and why or what it offers.
func summary(_ host: Host) -> Line {
  let paused = host.paused ? " (paused)" : ""
  let wished = host.isStoppedAsWished ? " as wished" : ""
  return Line("\(host.name) ") + Line(host.phase.words, host.phase.role)
    + Line("\(wished)\(paused)\(explanation(of: host).map { ", \($0)" } ?? "")")
}

private func explanation(of host: Host) -> String? {
  if host.phase != .healthy, !host.isStoppedAsWished {
    return host.conditions.first.map { "\($0.code): \($0.message)" }
  }
  guard host.phase == .healthy, let address = host.endpoint.address else { return nil }
  let engine = host.endpoint.engineVersion.map { "Docker \($0)" } ?? "Docker"
  let containers = host.endpoint.containersRunning.map { ", \($0) \($0 == 1 ? "container" : "containers")" } ?? ""
  return "\(engine) at \(address):\(host.endpoint.port)\(containers)"
}

/// All hosts in a few words, for a shell's prompt; the name only where there are several.
func promptText(_ hosts: [Host]) -> Line {
  hosts.map { host in
    let why = host.phase == .healthy || host.isStoppedAsWished ? nil : host.conditions.first?.code
    return Line(hosts.count > 1 ? "\(host.name) " : "") + Line(host.phase.words, host.phase.role)
      + Line(why.map { " (\($0))" } ?? "")
  }.joined(by: ", ")
}
