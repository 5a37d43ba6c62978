import DockhostClient
import DockhostInterface
import Glibc

/// A command that has the daemon do a work of several steps: shows them, asks what has to be asked, and can be left.
struct WorkErrand {
  let work: HostWork
  let host: String?
  /// Whether `--yes` answers questions.
  let agrees: Bool
  let timeout: TimeLimit?
  let report: ReportOptions
  let connection: ConnectionOptions

  init(
    _ work: HostWork, host: String?, agrees: Bool = false, timeout: TimeLimit?, report: ReportOptions,
    connection: ConnectionOptions
  ) {
    self.work = work
    self.host = host
    self.agrees = agrees
    self.timeout = timeout
    self.report = report
    self.connection = connection
  }

  /// Does the work, and returns the last reply, which was printed if JSON is wanted.
  func run(on console: Console) throws(Failure) -> WorkReply {
    var agreed: [String] = []
    while true {
      do {
        return try follow(console, agreed)
      } catch {
        guard let question = error.question, let answer = try answer(question, agreed, on: console) else { throw error }
        agreed.append(answer)
      }
    }
  }

  /// What to pass on; nil where there is nobody to answer.
  private func answer(_ question: Question, _ agreed: [String], on console: Console) throws(Failure) -> String? {
    let (yes, no) = (question.key, "no-\(question.key)")
    // It was answered, and the work does not go on without.
    guard !agreed.contains(yes), !agreed.contains(no) else { throw nothingDone(question) }
    if agrees, question.isCoveredByYes {
      if !report.quiet, !report.json { question.agree(on: console) }
      return yes
    }
    guard console.canAsk, !report.json else { throw unanswered(question, on: console) }
    return question.ask(on: console) ? yes : no
  }

  private func follow(_ console: Console, _ agreed: [String]) throws(Failure) -> WorkReply {
    var steps = StepList(console, isShown: !report.quiet && !report.json)
    do {
      let reply = try follow(console, agreed, &steps)
      steps.settle(.done)
      return reply
    } catch {
      let isLeft = error.status == .interrupted || error.status == .timedOut || error.status == .unreachable
      steps.settle(isLeft ? .left : error.question == nil ? .failed : .done)
      throw error
    }
  }

  private func follow(
    _ console: Console, _ agreed: [String], _ steps: inout StepList
  ) throws(Failure) -> WorkReply {
    let deadline = timeout.map { ContinuousClock.Instant.now + $0.duration }
    var following = try Following(connection, console, signals: [SIGINT]) { connection throws(ClientError) in
      try connection.begin(work, on: host, agreed: agreed)
    }
    var known = host
    while true {
      switch try following.next(until: [deadline, steps.nextTick].compactMap(\.self).min()) {
      case .reply(let reply):
        known = reply.parameters.host?.name ?? known
        if report.json { try console.print(reply.json) }
        guard reply.continues else { return reply.parameters }
        if let step = reply.parameters.work { steps.take(step, of: known) }
      case .signal: throw left(.interrupted, "left", known, console)
      case .late where deadline.map { $0 <= .now } ?? false:
        throw left(.timedOut, "not done within \(words(for: timeout?.duration ?? .zero))", known, console)
      case .late: steps.draw()
      case .away: steps.tell(Line(awayNotice, .caution))
      }
    }
  }
}

/// How a work is left before its end.
extension WorkErrand {
  private func left(_ status: ExitStatus, _ why: String, _ host: String?, _ console: Console) -> Failure {
    Failure(
      status, "\(why); dockhostd goes on \(work.gerund) \(quoted(host))", hint: "see it again: \(console.command())")
  }

  private func nothingDone(_ question: Question) -> Failure {
    Failure(.failed, "nothing was done: '\(question.text)' was answered with no")
  }

  private func unanswered(_ question: Question, on console: Console) -> Failure {
    let hint =
      question.isCoveredByYes
      ? "to agree: \(console.command(with: "--yes"))"
      : "to agree, answer it on a terminal, as --yes does not: \(console.command())"
    return Failure(.failed, question.text, details: question.details, hint: hint)
  }
}

extension HostWork {
  /// What is being done.
  fileprivate var gerund: String {
    switch self {
    case .up: "bringing up"
    case .resize: "resizing"
    case .delete: "deleting"
    case .upgrade: "upgrading Docker Engine on"
    case .mount: "mounting a folder in"
    case .unmount: "unmounting a folder of"
    case .verify: "verifying"
    case .forget: "taking its files out of"
    }
  }
}
