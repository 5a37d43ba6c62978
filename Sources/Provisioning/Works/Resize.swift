package import Multipass
import Supervision

/// Gives an instance other sizes; it is stopped for it, and started again whatever happens meanwhile.
package struct Resize: Work {
  package let name = "resize"
  let host: String
  let agreed: Set<String>
  let wanted: [WantedSize]
  /// Of the usual guest: only what runs in it is asked for.
  private let description: GuestDescription?

  private var instance: InstanceAnswer?
  /// In Multipass's words, by key.
  private var sizes: [String: String] = [:]
  private var containers: Containers?
  private var wasStopped = false
  private var finished: Set<String> = []
  /// What went wrong while the instance was stopped.
  private var setback: WorkFailure?
  private var hasStarted = false
  private var engineVersion: String?
  private var failure: WorkFailure?

  /// What runs in the instance.
  private enum Containers: Equatable {
    case seen(GuestObservation)
    /// The guest could not be asked.
    case unseen
  }

  /// Resize for `host`; nil leaves a size as it is, `agreed` holds words of `Consent`.
  package init(host: String, cpus: Int?, memory: Size?, disk: Size?, agreed: Set<String>) {
    self.host = host
    self.agreed = agreed
    wanted = WantedSize.all(host: host, cpus: cpus, memory: memory, disk: disk)
    (description, failure) = describe(GuestSettings(), [], host)
    failure = failure ?? WorkFailure(refusingCPUs: cpus, host: host)
    if wanted.isEmpty { failure = failure ?? .noSize(host) }
  }

  package var move: Move {
    if let failure { return .failed(failure) }
    if wasStopped { return changeMove }
    return lookMove ?? sizeMove ?? consentMove ?? beginMove
  }

  private var look: Step { .look(at: host) }

  /// Resizing is for an instance that runs or is stopped.
  private var lookMove: Move? {
    switch instance {
    case .found(.stopped), .found(.delayedShutdown): nil
    case nil, .missing, .found, .trouble: runningMove(instance, host: host)
    }
  }

  private var isStopped: Bool { instance == .found(.stopped) }

  private var sizeMove: Move? {
    wanted.map(\.key).first { sizes[$0] == nil }.map {
      .perform(Step("sizes", "Asking Multipass for the size of '\(host)'", .multipass(.get(key: $0))))
    } ?? shrinkMove ?? sameMove
  }

  private var shrinkMove: Move? {
    wanted.first { $0.cannotShrink(to: sizes[$0.key] ?? "") }.map {
      .failed(.shrinking(host, from: sizes[$0.key] ?? "", to: $0.value))
    }
  }

  private var sameMove: Move? {
    changes.isEmpty ? .done(["'\(host)' has these sizes already"]) : nil
  }

  private var changes: [WantedSize] {
    wanted.filter { !$0.isMet(by: sizes[$0.key] ?? "") }
  }

  private var consentMove: Move? {
    guard !isStopped, !agreed.contains(Consent.stopContainers) else { return nil }
    guard let containers else { return description.map { .perform(.count(in: host, $0)) } }
    guard case .seen(let observation) = containers else { return .ask(.stopping(host, nil)) }
    return observation.containersRunning > 0 ? .ask(.stopping(host, observation)) : nil
  }

  private var beginMove: Move {
    guard isStopped else {
      return .perform(
        Step("stop", "Stopping '\(host)', which is started again with its new size", .multipass(.stop(host))))
    }
    return setMove ?? .done(lines + ["'\(host)' stays stopped; `dockhostctl start \(host)` starts it"])
  }

  /// The next size to set; none after one was refused.
  private var setMove: Move? {
    if let setback { return isStopped ? .failed(setback) : nil }
    return changes.first { !finished.contains($0.key) }.map {
      .perform(
        Step(
          "set", "Setting the \($0.name) of '\(host)' to \($0.value)", .multipass(.set(key: $0.key, value: $0.value))))
    }
  }

  /// From an instance that this work has stopped to one that runs.
  private var changeMove: Move {
    if let setMove { return setMove }
    if !hasStarted { return .perform(.start(host)) }
    if let setback { return .failed(setback) }
    return hasEngine && engineVersion == nil
      ? .perform(.awaitEngine) : .done(lines + ["'\(host)' was stopped and started"])
  }

  private var hasEngine: Bool {
    if case .seen(let observation) = containers { observation.engineRuns } else { false }
  }

  private var lines: [String] {
    changes.map { "\($0.name) of '\(host)': \($0.value), was \(sizes[$0.key] ?? "unknown")" }
  }

  /// Takes how the step that `move` asked for ended.
  package mutating func take(_ outcome: Outcome) {
    guard case .perform(let step) = move else { return }
    let trouble = WorkFailure(step, outcome, host: host)
    switch (step.action, outcome) {
    case (.guest, .guest(.observed(let observation))): containers = .seen(observation)
    case (.guest, _): containers = .unseen
    case (.multipass(.stop), _):
      // Even a stop that failed may have stopped it.
      wasStopped = true
      setback = trouble
    case (.multipass(.set(let key, _)), _):
      finished.insert(key)
      setback = trouble
    case (.multipass(.start), _):
      hasStarted = true
      failure = trouble.map { setback?.followed(by: $0) ?? $0 }
    case (.multipass(.states), .ended(let end)) where trouble == nil: instance = readList(end).state(of: host)
    case (.multipass(.get(let key)), .ended(let end)) where trouble == nil: sizes[key] = readSetting(end) ?? ""
    case (.awaitEngine, .engine(let version?)): engineVersion = version
    default: failure = trouble
    }
  }
}
