import FoundationEssentials
import Glibc

/// What a command has around it.
package struct Console {
  /// Descriptor that answers are read from.
  let input: Int32
  let output: Outlet
  let errors: Outlet
  /// The value of an environment variable; nil where it is not set.
  let environment: (String) -> String?
  /// What was typed, without the program's name.
  var arguments: [String] = []

  /// - Parameters:
  ///   - input: descriptor that answers are read from.
  ///   - output: descriptor for what was asked for.
  ///   - errors: descriptor for errors and for progress.
  ///   - environment: the value of an environment variable; nil where it is not set.
  package init(
    input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO, errors: Int32 = STDERR_FILENO,
    environment: @escaping (String) -> String? = { getenv($0).map { String(cString: $0) } }
  ) {
    self.input = input
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

extension Console {
  /// Whether a person can be asked something.
  var canAsk: Bool { isatty(input) == 1 && errors.isTerminal }

  /// The command as it was typed, and more words behind its own, for a person to type again.
  func command(with more: String...) -> String {
    let own = arguments.prefix { $0 != "--" }
    let missing = more.filter { !own.contains($0) }
    return ([programName] + own + missing + arguments.dropFirst(own.count)).map(quotedForShell).joined(separator: " ")
  }
}

/// A word as a shell takes it.
func quotedForShell(_ word: String) -> String {
  let isPlain = word.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_./:=+,@%".utf8.contains(byte)
    }
  }
  return isPlain && !word.isEmpty ? word : "'\(word.replacing("'", with: "'\\''"))'"
}

/// The program's name, as it is typed.
let programName = "dockhostctl"
