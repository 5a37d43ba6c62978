import Multipass

/// Steps that several works have in common.
extension Step {
  static func look(at host: String) -> Step {
    Step("look", "Asking Multipass for the state of '\(host)'", .multipass(.states))
  }

  static func start(_ host: String) -> Step {
    Step("start", "Starting '\(host)'", .multipass(.start(host)))
  }

  static func stop(_ host: String) -> Step {
    Step("stop", "Stopping '\(host)'", .multipass(.stop(host)))
  }

  static let makeKey = Step("key", "Seeing to the key for the guest", .makeKey)

  /// 120 s: the engine may be slow to say what runs in it.
  static func observe(_ description: GuestDescription) -> Step {
    Step("observe", "Looking at what is in the guest", .guest(GuestTask(.observe, description, limit: .seconds(120))))
  }

  /// A quarter of an hour for packages on a slow line, and as much for what else is under way in the guest.
  static func apply(_ description: GuestDescription, _ title: String) -> Step {
    Step("apply", title, .guest(GuestTask(.apply, description, limit: .seconds(1800))))
  }

  static func pin(_ hostKey: String) -> Step {
    Step("pin", "Remembering the guest's own key", .pinHostKey(hostKey))
  }

  /// 180 s: an engine with many containers takes minutes after a boot.
  static let awaitEngine = Step("engine", "Waiting for Docker Engine", .awaitEngine(limit: .seconds(180)))
}

extension WorkFailure {
  /// A step that failed as `meaning` says.
  init(_ step: Step, _ meaning: Meaning) {
    self.init(step: step.name, reason: meaning.reason, hint: meaning.hint)
  }

  /// How `step` failed, if `outcome` says so or does not belong to it; nil for an outcome of its own that is no failure.
  init?(_ step: Step, _ outcome: Outcome, host: String) {
    switch (step.action, outcome) {
    case (_, .failed(let reason, let hint)): self.init(step: step.name, reason: reason, hint: hint)
    case (.multipass(let command), .ended(let end)) where end.exit != .code(0):
      self.init(step, meaning(of: end, command, host: host))
    case (.send(let file, let target), .ended(let end)) where end.exit != .code(0):
      self.init(step, .sending(file, to: target, end, host: host))
    case (.pinHostKey, .ended(let end)) where end.exit != .code(0):
      self.init(step, meaning(of: end, .states, host: host))
    case (.guest, .guest(.failed(let reason, let hint))):
      self.init(step: step.name, reason: reason, hint: hint)
    case (.guest, .guest(.unreachable(let reason))):
      self.init(step: step.name, reason: reason, hint: "`dockhostctl status \(host)` says what stands between")
    case (.awaitEngine, .engine(version: nil)):
      self.init(
        step: step.name, reason: "Docker Engine in '\(host)' did not answer in time",
        hint:
          "`dockhostctl status \(host)` says why; `multipass exec -n \(host) -- sudo journalctl -u docker` tells more")
    case (.guest(let task), .guest(let end)) where task.verb.isAnswered(by: end): return nil
    case (.multipass, .ended), (.send, .ended), (.pinHostKey, .ended), (.awaitEngine, .engine), (.makeKey, .key),
      (.pause, .passed):
      return nil
    case (.multipass, _), (.send, _), (.pinHostKey, _), (.guest, _), (.awaitEngine, _), (.makeKey, _), (.pause, _):
      self.init(
        step: step.name, reason: "the step '\(step.title)' had an end that it cannot have",
        hint: "`dockhostctl logs` shows what was done; `dockhostctl status \(host)` how it is now")
    }
  }
}

extension GuestTask.Verb {
  /// Whether a run for this can end so.
  fileprivate func isAnswered(by end: GuestEnd) -> Bool {
    switch (self, end) {
    case (.observe, .observed), (.apply, .applied), (.listMounts, .applied), (.remove, .removed), (.verify, .verified):
      true
    case (.observe, _), (.apply, _), (.listMounts, _), (.remove, _), (.verify, _): false
    }
  }
}

extension Meaning {
  /// A file did not come into the guest.
  fileprivate static func sending(_ file: String, to target: String, _ end: CommandEnd, host: String) -> Meaning {
    let meaning = meaning(of: end, .exec(host, ["tee", target]), host: host)
    return Meaning(reason: "'\(file)' could not be copied into the guest: \(meaning.reason)", hint: meaning.hint)
  }
}
