import FoundationEssentials
import Glibc

/// What a command has around it.
package struct Console {
  let output: Outlet
  let errors: Outlet
  /// The value of an environment variable; nil where it is not set.
  let environment: (String) -> String?

  /// - Parameters:
  ///   - output: descriptor for what was asked for.
  ///   - errors: descriptor for errors and for progress.
  ///   - environment: the value of an environment variable; nil where it is not set.
  package init(
    output: Int32 = STDOUT_FILENO, errors: Int32 = STDERR_FILENO,
    environment: @escaping (String) -> String? = { getenv($0).map { String(cString: $0) } }
  ) {
    self.output = Outlet(descriptor: output, environment: environment)
    self.errors = Outlet(descriptor: errors, environment: environment)
    self.environment = environment
  }

  var now: Date { .now }

  /// Writes one line of what was asked for.
  func print(_ text: String) throws(Failure) {
    try output.write(text + "\n")
  }

  /// Writes one line that is not what was asked for, for a person to know. Nobody may be reading it.
  func note(_ text: String) {
    try? errors.write("\(programName): \(printable(text))\n")
  }
}

/// The program's name, as it is typed.
let programName = "dockhostctl"
