import DockhostInterface
import Logging
import Multipass
import Provisioning
import Supervision

/// Runs one work on one host to its end, step by step, and tells everyone who follows it.
///
/// It goes on when nobody follows it any more; whoever asks for the same work joins in.
final class WorkRun {
  let request: WorkRequest
  /// The host as clients see it, for what they are told.
  private let host: () -> Host
  private var work: any Work
  private let steps: StepRunner
  private let logger: Logger
  private let ended: (_ isDone: Bool, Legacy) -> Void
  private var followers: [Caller] = []
  private var last: WorkStep?
  private var checks: [CheckResult]?
  private var legacy = Legacy()
  private var isOver = false

  /// `ended` is called once: whether all was done, and what the work leaves behind.
  init(
    _ work: any Work, for request: WorkRequest, host: @escaping () -> Host, steps: StepRunner, logger: Logger,
    ended: @escaping (_ isDone: Bool, Legacy) -> Void
  ) {
    self.work = work
    self.request = request
    self.host = host
    self.steps = steps
    self.logger = logger
    self.ended = ended
  }

  var name: String { work.name }

  /// Tells `caller` of the work from here on, and how it ends.
  func follow(_ caller: Caller) {
    followers.append(caller)
    if let last { tell(last, [caller]) }
  }

  /// Says that a command of Multipass's has to end first.
  func tellOfWait() {
    tell(WorkStep(name: "wait", title: "Waiting for an earlier command of Multipass"), followers)
  }

  /// Begins, or goes on.
  func proceed() {
    guard !isOver else { return ended(false, legacy) }
    switch work.move {
    case .perform(let step): perform(step)
    case .ask(let question):
      finish { [host] in
        $0.fail(
          .needsConsent(host: host().name, key: question.key, question: question.text, details: question.details))
      }
    case .done(let lines):
      log(.notice, "'\(name)' is done")
      if case .delete = request { legacy.isGone = true }
      if case .up = request, legacy.address != nil { legacy.desired = .running }
      finish(isDone: true) { [host, checks] in $0.reply(WorkReply(host: host(), lines: lines, checks: checks)) }
    case .failed(let failure):
      log(.warning, "'\(name)' failed at '\(failure.step)': \(failure.reason)")
      finish { [host] in
        $0.fail(.workFailed(host: host().name, step: failure.step, reason: failure.reason, hint: failure.hint))
      }
    }
  }

  /// Ends the work after the step that is under way; whoever follows it is told why.
  func end(_ error: SupervisorError) {
    isOver = true
    for caller in followers { caller.fail(error) }
    followers = []
  }

  private func perform(_ step: Provisioning.Step) {
    log(.info, step.title)
    let told = WorkStep(name: step.name, title: step.title)
    tell(told, followers)
    steps.perform(step.action) { [weak self] title, done, total in
      guard let self else { return }
      tell(WorkStep(name: step.name, title: title ?? step.title, done: done, total: total), followers)
    } ended: { [self] outcome in
      note(step.action, outcome)
      work.take(outcome)
      proceed()
    }
  }

  /// What the step means for the supervisor, which watched and did nothing meanwhile.
  private func note(_ action: Action, _ outcome: Outcome) {
    switch (action, outcome) {
    case (.awaitEngine, .engine(.some)): legacy.address = steps.address
    case (.multipass(let command), .ended): if command.endsContainers { legacy.hasRestarted = true }
    case (.guest(let task), .guest(.applied(let changes))) where task.verb == .apply:
      if !changes.isEmpty { legacy.hasRestarted = true }
    case (.guest, .guest(.verified(let points))):
      checks = points.map { CheckResult(name: $0.name, works: $0.works, detail: $0.detail) }
    default: break
    }
  }

  private func tell(_ step: WorkStep, _ callers: [Caller]) {
    guard step != last || callers.count < followers.count else { return }
    last = step
    for caller in callers { caller.reply(WorkReply(host: host(), work: step), continues: true) }
  }

  /// Gives the seat back first, so that what followers are told of the host holds.
  private func finish(isDone: Bool = false, _ answer: (Caller) -> Void) {
    let followers = followers
    self.followers = []
    ended(isDone, legacy)
    for caller in followers { answer(caller) }
  }

  private func log(_ level: Logger.Level, _ message: String) {
    logger.log(level: level, "\(message)", metadata: ["host": "\(host().name)", "work": "\(name)"])
  }
}

extension MultipassCommand {
  /// Whether every process of the instance has ended with it, or begins.
  fileprivate var endsContainers: Bool {
    switch self {
    case .start, .stop, .cutPower, .restart, .restartEngine, .launch, .delete: true
    case .version, .states, .addresses, .info, .get, .set, .snapshot, .mount, .umount, .exec: false
    }
  }
}
