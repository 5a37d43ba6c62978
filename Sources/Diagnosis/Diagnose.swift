/// Says what is wrong with a host, worst first; a cause hides what follows from it.
package func diagnose(_ seen: Sightings) -> [Finding] {
  var findings: [Finding] = []
  if let finding = multipassFinding(seen) { findings.append(finding) }
  if let work = seen.work {
    findings.append(workFinding(work, seen))
  } else {
    if let finding = instanceFinding(seen) { findings.append(finding) }
    if !hidesEngine(seen.instance), let finding = engineFinding(seen) { findings.append(finding) }
  }
  if seen.engine == .up { findings += innerFindings(seen) }
  return findings.enumerated()
    .sorted { ($1.element.gravity, $0.offset) < ($0.element.gravity, $1.offset) }
    .map(\.element)
}

/// A work explains an instance that comes and goes, and an engine that does not answer.
private func workFinding(_ work: String, _ seen: Sightings) -> Finding {
  Finding(
    .workUnderWay, .info, "'dockhostctl \(work)' is at work on '\(seen.host)'.",
    hint: "dockhostctl watch \(seen.host)")
}

/// An instance that does not run explains an engine that does not answer.
private func hidesEngine(_ instance: Sightings.Instance) -> Bool {
  switch instance {
  case .notAsked, .running, .unknown, .delayedShutdown: false
  case .missing, .stopped, .suspended, .starting, .restarting, .suspending, .deleted: true
  }
}

private func multipassFinding(_ seen: Sightings) -> Finding? {
  // While the engine answers, Multipass is not missed.
  let gravity = seen.engine == .up || !seen.isWanted ? Gravity.warning : .error
  switch seen.multipass {
  case .fine: return nil
  case .missing:
    return Finding(
      .multipassMissing, gravity, "Multipass is not installed, or not where it was looked for.",
      seen: ["no program on PATH, in /snap/bin or in /usr/local/bin"],
      hint: "sudo snap install multipass, or set multipass.command in the configuration")
  case .daemonDown:
    return Finding(
      .multipassdDown, gravity, "Multipass's daemon does not answer, so the instance cannot be looked after.",
      seen: ["multipass: cannot connect to the multipass socket"],
      hint: "snap services multipass; sudo snap start multipass")
  case .hung:
    return Finding(
      .multipassdHung, gravity, "Multipass does not answer: its daemon is stuck on another command.",
      seen: ["multipass did not return within its limit"],
      hint: "wait five minutes for the other command; then sudo snap restart multipass")
  case .unauthenticated(let reason):
    return Finding(
      .multipassUnauthenticated, gravity, "Multipass does not serve this user.", seen: [reason],
      hint: "multipass authenticate")
  case .failed(let reason):
    return Finding(
      .multipassdDown, gravity, "Multipass could not tell the state of the instance.", seen: [reason],
      hint: "multipass info \(seen.host)")
  }
}

private func instanceFinding(_ seen: Sightings) -> Finding? {
  let failure = seen.operationFailure.map { ["multipass: \($0)"] } ?? []
  if let operation = seen.overrunning {
    return Finding(
      .instanceStarting, .warning,
      "The \(operation) of '\(seen.host)' takes longer than it should; it is not interrupted.",
      seen: ["multipass \(operation) has not returned"], hint: "multipass list")
  }
  switch seen.instance {
  case .notAsked: return nil
  case .running:
    return nil
  case .missing:
    return Finding(
      .instanceMissing, .error, "There is no instance '\(seen.host)'.", seen: ["multipass does not list it"],
      hint: "dockhostctl up \(seen.host)")
  case .deleted:
    return Finding(
      .instanceDeleted, .error, "The instance '\(seen.host)' is deleted, but not yet purged.",
      seen: ["multipass calls it Deleted"], hint: "multipass recover \(seen.host)")
  case .stopped: return stoppedFinding(seen, failure)
  case .suspended:
    return Finding(
      .instanceSuspended, seen.isWanted ? .error : .info, "The instance '\(seen.host)' is suspended.",
      seen: ["multipass calls it Suspended"] + failure, hint: "dockhostctl start \(seen.host)")
  case .starting, .restarting:
    return Finding(.instanceStarting, .info, "The instance '\(seen.host)' is starting.", seen: failure)
  case .suspending, .delayedShutdown:
    return Finding(
      .instanceStopped, .warning, "The instance '\(seen.host)' is going down, as someone else asked.",
      seen: [seen.instance == .suspending ? "multipass calls it Suspending" : "multipass calls it Delayed Shutdown"],
      hint: seen.instance == .suspending ? nil : "multipass stop --cancel \(seen.host)")
  case .unknown:
    return Finding(
      .instanceUnknown, seen.engine == .up ? .warning : .error,
      "Multipass cannot reach the instance '\(seen.host)' and does not know its state.",
      seen: ["multipass calls it Unknown"] + failure,
      hint: "multipass stop --force \(seen.host) && dockhostctl start \(seen.host) (ends every container)")
  }
}

private func stoppedFinding(_ seen: Sightings, _ failure: [String]) -> Finding {
  let hint = "dockhostctl start \(seen.host)"
  if seen.wasStoppedByOthers {
    return Finding(
      .instanceStopped, .info, "Someone else shut the instance '\(seen.host)' down; it is left stopped.",
      seen: ["the engine closed its event stream before the instance stopped"], hint: hint)
  }
  guard seen.isWanted else {
    return Finding(.instanceStopped, .info, "The instance '\(seen.host)' is stopped, as wished.", hint: hint)
  }
  return Finding(
    .instanceStopped, .error, "The instance '\(seen.host)' is stopped.", seen: ["multipass calls it Stopped"] + failure,
    hint: failure.isEmpty ? nil : hint)
}
