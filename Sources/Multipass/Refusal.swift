/// Something that Multipass refuses to do, with the words by which it is known.
struct Refusal: Sendable {
  /// The refusals after which a work goes on by itself.
  enum Kind: Sendable {
    case timeOut
    case beingPrepared
    case taken
    case other
  }

  /// Any of these in standard error tells of it.
  var signs: [String]
  /// In it and in the hint, {host}, {verb}, {text} and, of a launch, {image}, {disk} and {memory} stand for their values.
  var reason: String
  var hint: String
  var kind: Kind

  init(_ signs: [String], _ reason: String, hint: String, kind: Kind = .other) {
    self.signs = signs
    self.reason = reason
    self.hint = hint
    self.kind = kind
  }

  /// The refusal in words for this host and command.
  func meaning(_ command: MultipassCommand, host: String, text: String) -> Meaning {
    var values = ["{host}": host, "{verb}": command.arguments[0], "{minutes}": minutes(command.limit)]
    if case .launch(let launch) = command {
      values["{image}"] = launch.image ?? "default"
      values["{disk}"] = launch.disk.description
      values["{memory}"] = launch.memory.description
    }
    // Last, since it is not ours and may hold braces.
    return Meaning(
      reason: filling(reason, values).replacing("{text}", with: text),
      hint: filling(hint, values))
  }
}

private func filling(_ template: String, _ values: [String: String]) -> String {
  values.reduce(template) { $0.replacing($1.key, with: $1.value) }
}

private func minutes(_ limit: Duration) -> String {
  let seconds = limit.components.seconds
  return seconds < 120 ? "\(seconds) s" : "\(seconds / 60) min"
}

extension Refusal {
  /// There is no such program.
  static let noProgram = Refusal(
    [], "the program 'multipass' was not found",
    hint: "`sudo snap install multipass` installs it; where it is elsewhere, `command` in the configuration's "
      + "[multipass] table names it (`dockhostctl config show`)")

  static let noEnd = Refusal(
    [], "'multipass {verb}' did not return within {minutes}",
    hint: "`multipass list` by hand: where that hangs too, `sudo snap restart multipass` ends it; then run "
      + "`dockhostctl status {host}`")

  static let killed = Refusal(
    [], "'multipass {verb}' was killed by signal {text}",
    hint: "`journalctl -k --since -10min` shows whether the kernel was short of memory; `dockhostctl logs` the rest")

  /// In the order in which they are looked for: the more telling first.
  static let all = ofTheInstallation + ofMounts + ofTheMachine + ofSettings + ofLaunches + ofInstances
}
