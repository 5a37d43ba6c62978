import ArgumentParser
import Configuration

/// What is wrong where a word stands for a command and is none; nil where all are commands.
///
/// The parser would call it an argument that is not expected, and could not say which command was meant.
func unknownCommand(in arguments: [String]) -> Failure? {
  var path: [String] = []
  var commands = Dockhostctl.configuration.subcommands
  for word in arguments where !commands.isEmpty {
    guard !word.hasPrefix("-"), word != "help" else { return nil }
    path.append(word)
    guard let command = commands.first(where: { $0.configuration.commandName == word }) else {
      return failure(path, names: commands.compactMap { $0.configuration.commandName })
    }
    commands = command.configuration.subcommands
  }
  return nil
}

private func failure(_ path: [String], names: [String]) -> Failure {
  let (group, word) = (path.dropLast(), path.last ?? "")
  let meant = nearest(to: word, among: names).map { ([programName] + group + [$0]).joined(separator: " ") }
  return Failure(
    .usage, "there is no command '\(path.joined(separator: " "))'",
    hint: meant.map { "did you mean: \($0)" } ?? "see: \(([programName, "help"] + group).joined(separator: " "))")
}
