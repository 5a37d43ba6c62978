import Supervision

/// What it means that a command failed, and what to do about it.
package struct Meaning: Equatable, Sendable {
  /// What failed, in words a person reads.
  package var reason: String
  /// The next command to try, or what only a person can do.
  package var hint: String

  package init(reason: String, hint: String) {
    self.reason = reason
    self.hint = hint
  }
}

/// What it means for `host` that `command` ended as it did; for a command that did not succeed.
package func meaning(of end: CommandEnd, _ command: MultipassCommand, host: String) -> Meaning {
  switch end.exit {
  case .notFound: Refusal.noProgram.meaning(command, host: host, text: "")
  case .limitPassed: Refusal.noEnd.meaning(command, host: host, text: "")
  case .signal(let number): Refusal.killed.meaning(command, host: host, text: "\(number)")
  case .code(let code):
    end.refusal?.meaning(command, host: host, text: firstLine(of: end)) ?? unknown(end, code, command)
  }
}

/// A refusal of which nothing is known is told in Multipass's own words, the first of them.
private func unknown(_ end: CommandEnd, _ code: Int32, _ command: MultipassCommand) -> Meaning {
  let line = firstLine(of: end)
  let verb = command.arguments[0]
  return Meaning(
    reason: line.isEmpty
      ? "'multipass \(verb)' ended with exit code \(code) and gave no reason" : "'multipass \(verb)' says '\(line)'",
    hint: "`dockhostctl logs` shows what happened before it; `multipass \(verb) -vvv …` by hand says more")
}

/// The first line that tells of the failure, without its heading and control characters, of at most 300 characters.
private func firstLine(of end: CommandEnd) -> String {
  let lines = failureLines(in: end.errorOutput)
  let line = lines.first { !$0.hasSuffix(" failed:") } ?? ""
  return String(
    line.unicodeScalars.filter { $0.properties.generalCategory != .control }.map(Character.init).prefix(300))
}

extension CommandEnd {
  /// Whether a wait of Multipass ran out, so that what it waited for may come yet.
  package var ranOutOfTime: Bool {
    exit == .limitPassed || refusal?.kind == .timeOut
  }

  /// Whether somebody else launches the instance at this time.
  package var meetsAnotherLaunch: Bool { refusal?.kind == .beingPrepared }

  /// Whether a launch or a snapshot found that there is one of this name.
  package var findsNameTaken: Bool { refusal?.kind == .taken }

  /// The refusal that its text tells of, the most telling first; nil for success and for texts that nobody knows.
  var refusal: Refusal? {
    guard case .code(let code) = exit, code != 0 else { return nil }
    let text = failureLines(in: errorOutput).joined(separator: "\n")
    return Refusal.all.first { $0.signs.contains(where: text.contains) }
  }
}
