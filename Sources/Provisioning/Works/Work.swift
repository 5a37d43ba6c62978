package import Multipass

/// A longer work on one host: a sequence of steps, the next of which follows each time from everything that is known.
///
/// Nothing of it is stored: begun again after a crash in any step, it looks, and goes on from what it finds.
package protocol Work: Sendable {
  /// As the command is typed, such as `up`.
  var name: String { get }
  /// What comes next.
  var move: Move { get }
  /// Takes how the step that `move` asked for ended; progress is not told here.
  mutating func take(_ outcome: Outcome)
}

/// What a work does next.
package enum Move: Equatable, Sendable {
  case perform(Step)
  /// The user has to agree; the work ends, and is begun again with the question's key among those agreed to.
  case ask(Question)
  /// The work is done; lines for the user.
  case done([String])
  case failed(WorkFailure)
}

/// One step of a work.
package struct Step: Equatable, Sendable {
  /// A word of its own, such as `install`; scripts may read it.
  package var name: String
  /// What is being done, in words a person reads: `Installing Docker Engine`.
  package var title: String
  package var action: Action

  package init(_ name: String, _ title: String, _ action: Action) {
    self.name = name
    self.title = title
    self.action = action
  }
}

/// What a step has the shell do.
package enum Action: Equatable, Sendable {
  /// Run a command of Multipass; answered by `Outcome.ended`.
  case multipass(MultipassCommand)
  /// Run the guest program; answered by `Outcome.guest`.
  case guest(GuestTask)
  /// Copy a file of this machine into the guest, as root; answered by `Outcome.ended`.
  case send(file: String, to: String)
  /// See to it that there is a key pair for the guest; answered by `Outcome.key`.
  case makeKey
  /// Trust this as the guest's own key from now on; answered by `Outcome.ended`.
  case pinHostKey(String)
  /// Wait until the engine answers at the guest's address, which is asked for; answered by `Outcome.engine`.
  case awaitEngine(limit: Duration)
  /// Let this much time pass; answered by `Outcome.passed`.
  case pause(Duration)
}

/// How a step ended.
package enum Outcome: Equatable, Sendable {
  case ended(CommandEnd)
  case guest(GuestEnd)
  /// The line for authorized_keys.
  case key(String)
  /// The engine's version, nil when it did not answer in time.
  case engine(version: String?)
  case passed
  /// The shell itself could not do it: what failed, and what to do.
  case failed(reason: String, hint: String)
}

/// Something that is not done before the user agreed.
package struct Question: Equatable, Sendable {
  /// A word, by which the user's consent is passed on: `restart-engine`.
  package var key: String
  /// A question that yes answers.
  package var text: String
  /// What the answer means, a line each.
  package var details: [String]

  package init(key: String, text: String, details: [String] = []) {
    self.key = key
    self.text = text
    self.details = details
  }
}

/// Why a work ended before its time.
package struct WorkFailure: Error, Equatable, Sendable {
  /// The name of the step.
  package var step: String
  /// What failed, the value in quotes, and what was expected.
  package var reason: String
  /// The next command to try, or what only a person can do.
  package var hint: String

  package init(step: String, reason: String, hint: String) {
    self.step = step
    self.reason = reason
    self.hint = hint
  }
}
