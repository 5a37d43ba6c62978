package import Multipass
import Supervision

/// Takes everything that is Dockhost's own out of the guest; the instance and its engine stay.
package struct Forget: Work {
  package let name = "forget"
  let host: String

  private let description: GuestDescription?
  private var instance: InstanceAnswer?
  private var observation: GuestObservation?
  private var removed: [String]?
  private var failure: WorkFailure?

  /// Forget for `host`, whose guest was described by these settings.
  package init(host: String, settings: GuestSettings, routes: [IPv4Prefix]) {
    self.host = host
    (description, failure) = describe(settings, routes, host)
  }

  package var move: Move {
    if let failure { return .failed(failure) }
    if instance == .missing { return .done(["there is no instance '\(host)', and so nothing of Dockhost's in it"]) }
    if let move = runningMove(instance, host: host) { return move }
    guard let description else { return .done([]) }
    guard let observation else { return .perform(.observe(description)) }
    if let removed { return .done(lines(removed)) }
    if !observation.liveRestore, observation.containersRunning > 0, observation.setup == .dockhost {
      return .failed(.stopping(observation, host: host))
    }
    return .perform(
      Step(
        "remove", "Taking Dockhost's files out of '\(host)'",
        .guest(GuestTask(.remove, description, limit: .seconds(600)))))
  }

  private func lines(_ removed: [String]) -> [String] {
    (removed.isEmpty ? ["there was nothing of Dockhost's in '\(host)'"] : removed) + [
      "the instance '\(host)', its engine and its containers are kept; `multipass delete --purge \(host)` deletes them"
    ]
  }

  /// Takes how the step that `move` asked for ended.
  package mutating func take(_ outcome: Outcome) {
    guard case .perform(let step) = move else { return }
    failure = WorkFailure(step, outcome, host: host)
    switch (step.action, outcome) {
    case (.multipass(.states), .ended(let end)) where failure == nil: instance = readList(end).state(of: host)
    case (.guest, .guest(.observed(let seen))) where failure == nil: observation = seen
    case (.guest, .guest(.removed(let changes))) where failure == nil: removed = changes
    default: break
    }
  }
}

extension WorkFailure {
  fileprivate static func stopping(_ observation: GuestObservation, host: String) -> WorkFailure {
    WorkFailure(
      step: "remove",
      reason: "the engine of '\(host)' has to be restarted for it, and would stop "
        + count(observation.containersRunning, "container") + ": " + observation.containers.joined(separator: ", "),
      hint: "`docker stop \(observation.containers.joined(separator: " "))`, then `dockhostctl forget \(host)`")
  }
}
