import Multipass
import Supervision

/// From whatever Multipass knows to an instance that runs.
extension Up {
  /// The next step towards an instance that runs; nil when it does.
  var instanceMove: Move? {
    if let waitsFor { return .perform(Step("wait", "Waiting for \(waitsFor)", .pause(.seconds(5)))) }
    switch instance {
    case nil: return .perform(.look(at: host))
    case .missing: return launchMove
    case .found(.running): return nil
    // A start waits for one that is under way, and calls a shutdown off that is to come.
    case .found(.stopped), .found(.suspended), .found(.starting), .found(.restarting), .found(.delayedShutdown):
      return startMove
    case .found(.suspending):
      // Only a plan comes here, and waits for nothing.
      return .failed(WorkFailure(.look(at: host), .suspending, host: host))
    case .found(.unknown): return unknownMove
    case .found(.deleted): return .failed(WorkFailure(.look(at: host), .deleted, host: host))
    case .trouble(let trouble): return .failed(WorkFailure(.look(at: host), trouble, host: host))
    }
  }

  private var launchMove: Move {
    if planOnly { return .done(launchPlan) }
    guard tries.launches == 0, let description else { return .failed(setback ?? .vanished(host)) }
    return .perform(
      Step("launch", "Creating the instance '\(host)'", .multipass(.launch(launch(description)))))
  }

  func launch(_ description: GuestDescription) -> Launch {
    Launch(
      name: host, image: settings.image, cpus: settings.cpus, memory: settings.memory, disk: settings.disk,
      cloudInit: description.cloudInit)
  }

  private var startMove: Move {
    if planOnly { return .done(["'\(host)' does not run: it would be started, and its guest looked at after that"]) }
    guard tries.starts < 2 else { return .failed(setback ?? .stoppedAgain(host)) }
    return .perform(.start(host))
  }

  /// Multipass has lost sight of it: the only way on is to cut its power, which is not done unasked.
  private var unknownMove: Move {
    if planOnly {
      return .done(["Multipass has lost sight of '\(host)': its power would be cut, and it would be started"])
    }
    guard tries.cuts == 0 else { return .failed(setback ?? .stillUnknown(host)) }
    guard agreed.contains(Consent.cutPower) else { return .ask(.cutPower(host)) }
    return .perform(Step("cut-power", "Cutting the power of '\(host)'", .multipass(.cutPower(host))))
  }
}

extension Question {
  fileprivate static func cutPower(_ host: String) -> Question {
    Question(
      key: Consent.cutPower, text: "Cut the power of '\(host)' and start it again?",
      details: [
        "Multipass has lost sight of the instance: it is in the state Unknown, in which nothing else helps.",
        "Containers in it stop at once, as when a plug is pulled; its disk is kept.",
      ])
  }
}

extension WorkFailure {
  fileprivate static func vanished(_ host: String) -> WorkFailure {
    WorkFailure(
      step: "launch", reason: "'\(host)' was created, but Multipass does not list it",
      hint: "`multipass list` shows what there is; `dockhostctl up \(host)` tries again")
  }

  fileprivate static func stoppedAgain(_ host: String) -> WorkFailure {
    WorkFailure(
      step: "start", reason: "'\(host)' was started twice, and did not keep running",
      hint: "`dockhostctl logs` and `journalctl -u snap.multipass.multipassd` show why; then `dockhostctl up \(host)`")
  }

  fileprivate static func stillUnknown(_ host: String) -> WorkFailure {
    WorkFailure(
      step: "cut-power", reason: "'\(host)' is in the state Unknown again, after its power was cut",
      hint: "`sudo snap restart multipass` lets Multipass look anew; then `dockhostctl up \(host)`")
  }
}
