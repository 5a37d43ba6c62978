import DockhostInterface
import FoundationEssentials

/// A row for each host, and beneath it what is the matter and what to try, wrapped at `width` columns if it is given.
func statusTable(_ hosts: [Host], width: Int?, at now: Date) -> [Line] {
  guard !hosts.isEmpty else { return [Line("No hosts are configured.")] }
  var table = Table(["HOST", "PHASE", "ENGINE", "ADDRESS", "CONTAINERS", "SINCE"])
  for host in hosts { table.append(statusRow(host, at: now)) }
  let lines = table.lines(within: width, leavingOut: ["CONTAINERS", "ENGINE", "ADDRESS"])
  return lines.prefix(1) + zip(hosts, lines.dropFirst()).flatMap { [$1] + statusNotes($0, width: width, at: now) }
}

private func statusRow(_ host: Host, at now: Date) -> [Line] {
  let since = host.phase == .healthy ? host.lastIncident?.ended : host.conditions.first?.since
  return [
    Line(host.name), phaseCell(host),
    Line(host.endpoint.engineVersion ?? ""),
    Line(host.endpoint.address.map { "\($0):\(host.endpoint.port)" } ?? ""),
    Line(host.endpoint.containersRunning.map(String.init) ?? ""),
    Line(since.flatMap { age(of: $0, at: now) }.map { "\($0) ago" } ?? ""),
  ]
}

private func phaseCell(_ host: Host) -> Line {
  Line(host.phase.words, host.phase.role) + Line(host.isStoppedAsWished ? " as wished" : "")
    + Line(host.paused ? ", paused" : "", .caution)
}

private func statusNotes(_ host: Host, width: Int?, at now: Date) -> [Line] {
  host.conditions.flatMap { conditionNote($0, width: width) }
    + (host.lastIncident.map { incidentNote($0, width: width, at: now) } ?? [])
}

private func conditionNote(_ condition: Condition, width: Int?) -> [Line] {
  note(condition.severity.rawValue, condition.severity.role, "\(condition.code): \(condition.message)", width: width)
    + condition.evidence.flatMap { note("seen", .faint, $0, width: width) }
    + (condition.hint.map { note("try", .heading, $0, width: width) } ?? [])
}

private func incidentNote(_ incident: Incident, width: Int?, at now: Date) -> [Line] {
  let done = incident.actions.joined(separator: "; ")
  guard let ended = incident.ended else {
    return done.isEmpty ? [] : note("done", .busy, done, width: width)
  }
  let ago = age(of: ended, at: now).map { " \($0) ago" } ?? ""
  let length = span(from: incident.began, to: ended).map { " after \($0)" } ?? ""
  return note(
    "last", .faint, "\(incident.code), over\(ago)\(length)\(done.isEmpty ? "" : ": \(done)")", width: width)
}

/// A label, and the text beside it in as many lines as it takes.
private func note(_ label: String, _ role: Role, _ text: String, width: Int?) -> [Line] {
  let margin = 10
  // A terminal too narrow for both shows what it can.
  let lines = wrap(text, to: width.map { max(20, $0 - margin) })
  return lines.enumerated().map { index, line in
    (index == 0 ? Line("  \(label)", role) : Line()).padded(to: margin) + Line(line, role == .faint ? .faint : .plain)
  }
}
