import Multipass
import Supervision

/// Deletes an instance, with everything that is in it, after the user has agreed.
package struct Delete: Work {
  package let name = "delete"
  let host: String
  let purge: Bool
  let agreed: Set<String>

  private var instance: InstanceAnswer?
  private var hasDeleted = false
  private var failure: WorkFailure?

  /// Delete for `host`; without `purge`, Multipass keeps it for `multipass recover`.
  package init(host: String, purge: Bool, agreed: Set<String>) {
    self.host = host
    self.purge = purge
    self.agreed = agreed
    failure = WorkFailure(refusingName: host)
  }

  package var move: Move {
    if let failure { return .failed(failure) }
    let look = Step.look(at: host)
    switch instance {
    case nil: return .perform(look)
    case .trouble(let trouble): return .failed(WorkFailure(look, trouble, host: host))
    case .missing: return .done([hasDeleted ? "'\(host)' is gone" : "there is no instance '\(host)'"])
    case .found(.deleted) where !purge: return .done(recoverableLines)
    case .found: return deleteMove
    }
  }

  private var deleteMove: Move {
    guard agreed.contains(Consent.delete) else { return .ask(question) }
    // Multipass calls it done, and lists it still.
    guard !hasDeleted else { return .failed(.stillThere(host)) }
    return .perform(Step("delete", "Deleting '\(host)'", .multipass(.delete(host, purge: purge))))
  }

  private var question: Question {
    let fate =
      purge
      ? "Its disk goes with it, for good: images, volumes, containers, and everything else in the guest."
      : "`multipass recover \(host)` can bring it back, until `multipass purge` frees its disk."
    return Question(
      key: Consent.delete, text: purge ? "Delete '\(host)' for good?" : "Delete '\(host)'?",
      details: [
        "Every container in it stops.", fate, "Folders of this machine that are mounted in it stay as they are.",
      ])
  }

  private var recoverableLines: [String] {
    [
      "'\(host)' is deleted; its disk is kept",
      "`multipass recover \(host)` brings it back, `dockhostctl delete --purge \(host)` frees its disk and its name",
    ]
  }

  /// Takes how the step that `move` asked for ended.
  package mutating func take(_ outcome: Outcome) {
    guard case .perform(let step) = move else { return }
    failure = WorkFailure(step, outcome, host: host)
    switch (step.action, outcome) {
    case (.multipass(.states), .ended(let end)) where failure == nil: instance = readList(end).state(of: host)
    case (.multipass(.delete), .ended) where failure == nil:
      hasDeleted = true
      instance = nil
    default: break
    }
  }
}

extension WorkFailure {
  fileprivate static func stillThere(_ host: String) -> WorkFailure {
    WorkFailure(
      step: "delete", reason: "Multipass deleted '\(host)', and lists it still",
      hint: "`multipass list` shows its state; `multipass delete --purge \(host)` deletes it by hand")
  }
}
