import Glibc

/// Gives this program's place to another, so that a terminal, its signals and the exit status are the other's own.
///
/// - Parameters:
///   - words: the program, which is looked for on PATH, and its arguments; at least one word.
///   - hint: what to try where there is no such program.
/// - Throws: only returns in this way.
func become(_ words: [String], hint: String) throws(Failure) -> Never {
  var arguments = words.map { strdup($0) } + [nil]
  execvp(words[0], &arguments)
  let code = errno
  arguments.forEach { free($0) }
  throw Failure(.failed, "cannot run \(words[0]): \(String(cString: strerror(code)))", hint: hint)
}
