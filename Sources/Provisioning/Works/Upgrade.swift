package import Multipass
import Supervision

/// Takes a host's engine to another version: says what it costs, offers a snapshot, and then does what `Up` does.
package struct Upgrade: Work {
  package let name = "upgrade"
  let host: String
  let agreed: Set<String>

  /// What the configuration pins, where it is not what was asked for.
  private let pinned: String?
  /// Everything but the snapshot.
  var up: Up
  var snapshot = Snapshot.open
  /// How many names of snapshots were taken already.
  private var namesTaken = 0
  /// Why there is no snapshot, told after the instance runs again.
  private var setback: WorkFailure?
  private var failure: WorkFailure?

  /// How far the snapshot has come, for which the instance is stopped.
  enum Snapshot: Equatable {
    case open
    case stopped
    case taken(String)
    /// The instance was started again; the name is nil where no snapshot was taken.
    case over(String?)
  }

  /// Upgrade for `host` to what begins with `version`, to the latest of all where that is `latest`, and to the latest that
  /// the settings allow where it is nil; `debs` are the files of the folder in
  /// `settings`, `routes` the networks of this machine, `agreed` holds words of `Consent`.
  package init(
    host: String, settings: GuestSettings, version: String?, debs: [String], routes: [IPv4Prefix],
    sources: MountSources, agreed: Set<String>
  ) {
    self.host = host
    self.agreed = agreed
    var settings = settings
    pinned = version == nil || version == settings.engine.version ? nil : settings.engine.version
    settings.engine.version = version == "latest" ? nil : version ?? settings.engine.version
    // Whether the home folder is to be mounted is not this work's question.
    settings.mounts = settings.mounts ?? []
    up = Up(
      host: host, settings: settings, agreed: agreed.subtracting([Consent.noAdopt]), debs: debs, routes: routes,
      sources: sources, planOnly: false, upgrades: true)
  }

  package var move: Move {
    if let failure { return .failed(failure) }
    switch up.move {
    case .perform(let step): return stepMove(step)
    case .ask(let question): return .ask(question)
    case .done(let lines): return .done(lines + snapshotLines + pinLines)
    case .failed(let failure): return .failed(advising(failure))
    }
  }

  /// What comes before a step of `up`: no instance is made for an upgrade, and nothing is changed before the snapshot.
  private func stepMove(_ step: Step) -> Move {
    if case .multipass(.launch) = step.action { return .failed(.missing(step, host)) }
    return changesGuest(step) ? snapshotMove ?? .perform(step) : .perform(step)
  }

  private func changesGuest(_ step: Step) -> Bool {
    switch step.action {
    case .guest(let task): task.verb == .apply
    case .send: true
    case .multipass, .makeKey, .pinHostKey, .awaitEngine, .pause: false
    }
  }

  private var snapshotMove: Move? {
    switch snapshot {
    case .open where agreed.contains(Consent.noSnapshot), .over: return nil
    case .open:
      guard agreed.contains(Consent.snapshot) else { return up.observation.map { .ask(.snapshot(host, $0)) } }
      return .perform(
        Step("stop", "Stopping '\(host)' for a snapshot, after which it is started", .multipass(.stop(host))))
    case .stopped where setback == nil:
      return .perform(
        Step("snapshot", "Taking a snapshot of '\(host)'", .multipass(.snapshot(host, name: snapshotName))))
    case .stopped, .taken: return .perform(.start(host))
    }
  }

  /// After the version that it keeps; with a number where there is one from an earlier try.
  private var snapshotName: String {
    let version = (up.observation?.engineVersion ?? "none").map {
      $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-"
    }
    return "engine-\(String(version))" + (namesTaken == 0 ? "" : "-\(namesTaken + 1)")
  }

  /// Takes how the step that `move` asked for ended.
  package mutating func take(_ outcome: Outcome) {
    guard case .perform(let step) = move else { return }
    guard move != up.move else { return up.take(outcome) }
    let trouble = WorkFailure(step, outcome, host: host)
    switch (step.action, outcome) {
    case (.multipass(.stop), _):
      // Even a stop that failed may have stopped it.
      snapshot = .stopped
      setback = trouble
    case (.multipass(.snapshot), .ended(let end)) where end.findsNameTaken && namesTaken < 20: namesTaken += 1
    case (.multipass(.snapshot(_, let name)), _):
      setback = trouble
      if trouble == nil { snapshot = .taken(name) }
    case (.multipass(.start), _):
      failure = trouble.map { setback?.followed(by: $0) ?? $0 } ?? setback
      snapshot = .over(takenSnapshot)
    default: failure = trouble
    }
  }

  private var takenSnapshot: String? {
    switch snapshot {
    case .taken(let name): name
    case .over(let name): name
    case .open, .stopped: nil
    }
  }

  private var snapshotLines: [String] {
    takenSnapshot.map {
      [
        "the snapshot '\(host).\($0)' is from before; `multipass stop \(host)` and `multipass restore \(host).\($0)` "
          + "go back to it, `multipass delete --purge \(host).\($0)` frees its room"
      ]
    } ?? []
  }

  /// The next `up` would go back to what is pinned, or refuse to.
  private var pinLines: [String] {
    pinned.map { ["the configuration pins version '\($0)' of the engine of '\(host)'; set it to the new one"] } ?? []
  }

  /// A failure after the snapshot was taken has a way back.
  private func advising(_ failure: WorkFailure) -> WorkFailure {
    guard let name = takenSnapshot else { return failure }
    return WorkFailure(
      step: failure.step, reason: failure.reason,
      hint: failure.hint
        + "; `multipass stop \(host)` and `multipass restore \(host).\(name)` go back to what was before")
  }
}

extension Question {
  fileprivate static func snapshot(_ host: String, _ observation: GuestObservation) -> Question {
    let fate =
      observation.containersRunning == 0
      ? "No container runs now."
      : observation.liveRestore
        ? "Without one, containers run on while the engine is replaced (live-restore)."
        : "Without one, containers stop while the engine is replaced."
    return Question(
      key: Consent.snapshot, text: "Take a snapshot of '\(host)' first, for which it is stopped and started?",
      details: observation.changes.map { "This is done after it: \($0)." } + observation.containerLines + [fate])
  }
}
