/// What is wrong with the engine, seen from outside.
func engineFinding(_ seen: Sightings) -> Finding? {
  let place = "\(seen.address ?? seen.host):\(seen.port)"
  switch seen.engine {
  case .up: return nil
  case .unknown:
    guard seen.awaitsStart else { return nil }
    return Finding(
      .engineStarting, .info, "Docker Engine on '\(seen.host)' is starting.", seen: ["no answer at \(place) yet"])
  case .down(let loss):
    if seen.bridge == .missing, seen.address != nil {
      return Finding(
        .bridgeMissing, .error, "No network link of this machine leads to the instance.",
        seen: ["no link owns the prefix of \(seen.address ?? "")"], hint: "sudo snap restart multipass")
    }
    return finding(of: loss, at: place, seen)
  }
}

private func finding(of loss: Sightings.Loss?, at place: String, _ seen: Sightings) -> Finding? {
  let look = "multipass exec \(seen.host) -- systemctl status docker"
  switch loss {
  case .refused?:
    return down(seen, "\(place) refused the connection", look)
  case .closed?:
    return down(seen, "\(place) took the connection and closed it without an answer", look)
  case .streamClosed?:
    return down(seen, "the engine closed its event stream", look)
  case .streamReset?:
    return down(seen, "the engine's event stream was reset", look)
  case .status(let status)?:
    return down(seen, "\(place) answered with HTTP status \(status)", look)
  case .silent? where seen.awaitsStart:
    return Finding(
      .engineStarting, .warning, "Docker Engine on '\(seen.host)' is starting.",
      seen: ["\(place) takes connections and does not answer yet"])
  case .silent?:
    return Finding(
      .engineHung, .error, "Docker Engine on '\(seen.host)' hangs: it takes connections and does not answer.",
      seen: ["\(seen.failures) pings of \(place) without an answer"], hint: "dockhostctl restart --engine \(seen.host)")
  case .unreachable?, .streamTimedOut?:
    return unreachable(seen, "\(seen.failures) connections to \(place) timed out")
  case .noRoute(let name)?:
    return unreachable(seen, "no route to \(place) (\(name))")
  case nil:
    return nil
  }
}

private func down(_ seen: Sightings, _ evidence: String, _ look: String) -> Finding {
  Finding(
    .engineDown, .error, "Docker Engine on '\(seen.host)' is down.", seen: [evidence],
    hint: "\(look); dockhostctl restart --engine \(seen.host)")
}

private func unreachable(_ seen: Sightings, _ evidence: String) -> Finding {
  var evidence = [evidence]
  if case .found(let bridge) = seen.bridge { evidence.append("the way there is '\(bridge)'") }
  return Finding(
    .engineUnreachable, .error, "The address of '\(seen.host)' does not answer, though Multipass has not lost it.",
    seen: evidence, hint: "ip route get \(seen.address ?? "ADDRESS"); multipass info \(seen.host)")
}

/// What is wrong inside, while the engine answers.
func innerFindings(_ seen: Sightings) -> [Finding] {
  var findings: [Finding] = []
  let restart = "multipass exec \(seen.host) -- sudo systemctl restart containerd"
  switch seen.containerd {
  case .fine: break
  case .absent:
    findings.append(
      Finding(
        .containerdDown, .warning, "containerd on '\(seen.host)' is down: no container can be started.",
        seen: ["the engine's version does not name containerd"], hint: restart))
  case .hanging:
    findings.append(
      Finding(
        .containerdHung, .warning, "containerd on '\(seen.host)' hangs: no container can be started.",
        seen: ["the engine's version did not come within 3 seconds, twice"], hint: restart))
  }
  if seen.listsHang {
    findings.append(
      Finding(
        .engineHung, .warning, "Docker Engine on '\(seen.host)' answers pings, but not for its containers.",
        seen: ["the list of containers did not come, twice"], hint: "dockhostctl restart --engine \(seen.host)"))
  }
  if !seen.missingMounts.isEmpty {
    let all = seen.missingMounts.map { "'\($0)'" }.joined(separator: ", ")
    findings.append(
      Finding(
        .mountsMissing, .warning, "\(all) is not mounted in '\(seen.host)': containers see an empty folder there.",
        seen: ["the guest's own table of mounts"], hint: "dockhostctl up \(seen.host)"))
  }
  if let skew = seen.skewSeconds {
    findings.append(
      Finding(
        .clockSkew, .warning,
        "The clock of '\(seen.host)' is \(abs(skew)) s \(skew < 0 ? "behind" : "ahead of") this machine's.",
        seen: ["the Date of two replies in a row"],
        hint: "multipass exec \(seen.host) -- sudo systemctl restart systemd-timesyncd"))
  }
  return findings
}
