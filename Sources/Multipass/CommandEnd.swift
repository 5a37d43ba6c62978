/// How a command ended, and what it printed.
package struct CommandEnd: Equatable, Sendable {
  /// The way it ended.
  package enum Exit: Equatable, Sendable {
    /// It returned this exit code, 0 to 255.
    case code(Int32)
    /// It died of this signal.
    case signal(Int32)
    /// It was still running when its limit had passed.
    case limitPassed
    /// There is no such program.
    case notFound
  }

  package var exit: Exit
  /// All of standard output.
  package var output: String
  /// All of standard error; that of a command that succeeds may hold log lines.
  package var errorOutput: String

  /// A command's end with the text that it left on its standard streams.
  package init(exit: Exit, output: String = "", errorOutput: String = "") {
    self.exit = exit
    self.output = output
    self.errorOutput = errorOutput
  }
}
