import Multipass

/// From an instance that runs to one that is as described.
extension Up {
  var guestMove: Move? {
    guard let description else { return nil }
    guard let observation else { return .perform(.observe(description)) }
    if planOnly { return .done(plan(observation)) }
    if let hostKey = observation.hostKey, !isPinned { return .perform(.pin(hostKey)) }
    return changes == nil ? questionMove(observation) : nil
  }

  /// What the user has to agree to before anything is changed.
  private func questionMove(_ observation: GuestObservation) -> Move? {
    guard !observation.changes.isEmpty, !leavesEngine(observation) else { return nil }
    // A version that is pinned is compared even where no package of it is known yet.
    let change = EngineChange(
      from: observation.engineVersion, to: observation.candidateVersion ?? settings.engine.version)
    if let refusal = change.refusal(host: host) { return .failed(refusal) }
    let questions = [
      observation.setup == .handMade ? Question.adopt(host, observation) : nil, change.question(host: host),
      Question.restart(host, observation),
    ]
    return questions.compactMap(\.self).first { !agreed.contains($0.key) }.map { .ask($0) }
  }

  /// Whether the engine stays as somebody set it up by hand.
  private func leavesEngine(_ observation: GuestObservation) -> Bool {
    observation.setup == .handMade && agreed.contains(Consent.noAdopt)
  }

  /// What is yet to be changed in the guest.
  var applyMove: Move? {
    guard let description, let observation, !observation.changes.isEmpty, changes == nil else { return nil }
    if debsSent < wantedDebs.count, !leavesEngine(observation), let folder = description.debFolder {
      return send(wantedDebs[debsSent], to: folder)
    }
    return .perform(.apply(description, "Bringing the guest to what is wanted"))
  }

  var wantedDebs: [String] {
    if case .folder = settings.engine.debs, settings.engine.install == .deb { debs } else { [] }
  }

  private func send(_ file: String, to folder: String) -> Move {
    let name = fileName(file)
    return .perform(Step("send", "Copying '\(name)' into the guest", .send(file: file, to: "\(folder)/\(name)")))
  }
}

/// The last part of a path.
func fileName(_ path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

extension Question {
  static func adopt(_ host: String, _ observation: GuestObservation) -> Question {
    Question(
      key: Consent.adopt, text: "Take over the engine of '\(host)', which was set up by hand?",
      details: ["This would change:"] + observation.changes.map { "  \($0)" } + [
        "Without it, the engine is supervised as it is."
      ])
  }

  /// Nil where no container suffers.
  static func restart(_ host: String, _ observation: GuestObservation) -> Question? {
    guard observation.restartsEngine, observation.containersRunning > 0, !observation.liveRestore else { return nil }
    return Question(
      key: Consent.restartEngine,
      text: "Restart Docker Engine in '\(host)', which stops \(count(observation.containersRunning, "container"))?",
      details: observation.containerLines + ["Those with a restart policy come back by themselves."])
  }
}

extension GuestObservation {
  /// The containers that run, by name where they are known.
  var containerLines: [String] {
    containers.isEmpty ? [] : ["Running now: \(containers.joined(separator: ", "))."]
  }
}

/// "1 container", "3 containers".
func count(_ count: Int, _ what: String) -> String {
  "\(count) \(what)\(count == 1 ? "" : "s")"
}
