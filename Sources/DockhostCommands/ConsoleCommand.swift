import ArgumentParser

/// A command that does something.
///
/// Each says its name: the parser would have to derive all of them from the types at every start.
protocol ConsoleCommand: ParsableCommand {
  /// Carries the command out.
  ///
  /// - Returns: how the program ends.
  func run(on console: Console) throws(Failure) -> ExitStatus
}

/// Parses the arguments, which are without the program's name, carries the command out, and returns the exit status.
package func runDockhostctl(_ arguments: [String], on console: Console = Console()) -> Int32 {
  var console = console
  console.arguments = arguments
  do {
    var command = try Dockhostctl.parseAsRoot(withSocketBehindCommand(arguments))
    if let command = command as? any ConsoleCommand { return try command.run(on: console).rawValue }
    // The parser's own: help, or a group of commands without one of them, which is the same.
    try command.run()
    return ExitStatus.fine.rawValue
  } catch let failure as Failure {
    return tell(failure, on: console)
  } catch {
    return unknownCommand(in: arguments).map { tell($0, on: console) } ?? explain(error, on: console)
  }
}

private func tell(_ failure: Failure, on console: Console) -> Int32 {
  try? console.errors.write(failure.text + "\n")
  return failure.status.rawValue
}

/// Prints what the parser has to say: help that was asked for, or what is wrong with the arguments.
private func explain(_ error: any Error, on console: Console) -> Int32 {
  let status = Dockhostctl.exitCode(for: error)
  let outlet = status.isSuccess ? console.output : console.errors
  try? outlet.write(Dockhostctl.fullMessage(for: error) + "\n")
  return status.rawValue
}
