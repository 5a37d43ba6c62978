import DockhostClient
import DockhostInterface
import Glibc

/// Becomes a command in a host's guest, or a shell where there are no words.
func enter(
  _ host: String?, with words: [String], _ connection: ConnectionOptions, _ console: Console
) throws(Failure) -> Never {
  let hasTerminal = isatty(console.input) == 1 && console.output.isTerminal
  let way = try connection.ask(console) { connection throws(ClientError) in
    try connection.access(to: host, terminal: hasTerminal)
  }.parameters
  guard !way.arguments.isEmpty else {
    throw Failure(.failed, "dockhostd knows no way into the guest", hint: "compare: dockhostctl version")
  }
  let last = way.quotes && !words.isEmpty ? [words.map(quotedForShell).joined(separator: " ")] : words
  try become(way.arguments + last, hint: "see: dockhostctl status\(host.map { " \($0)" } ?? "")")
}
