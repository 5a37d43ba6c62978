/// The arguments with a `--socket` that stands before the command moved behind it, where the parser looks for it.
///
/// `dockhostctl --socket PATH status` and `dockhostctl status --socket PATH` are the same to a person.
func withSocketBehindCommand(_ arguments: [String]) -> [String] {
  guard let first = arguments.first else { return arguments }
  let count = first == "--socket" ? 2 : first.hasPrefix("--socket=") ? 1 : 0
  guard count > 0, arguments.count > count else { return arguments }
  let rest = arguments.dropFirst(count)
  let end = rest.firstIndex(of: "--") ?? rest.endIndex
  return Array(rest[..<end]) + Array(arguments.prefix(count)) + Array(rest[end...])
}
