/// The failure that standard error tells of, on one line; nil when it holds nothing but log lines.
///
/// The heading of a list of errors is dropped, and what `exec` prints twice is kept once.
func failureText(in errorOutput: String) -> String? {
  let kept = failureLines(in: errorOutput)
  return kept.isEmpty ? nil : kept.joined(separator: " ")
}

/// The lines of standard error that tell of a failure, each once.
func failureLines(in errorOutput: String) -> [Substring] {
  var kept: [Substring] = []
  for line in errorOutput.split(whereSeparator: \.isNewline) where !isLogLine(line) {
    let text = line.trimming(suffix: listHeading)
    if !text.allSatisfy(\.isWhitespace), !kept.contains(text) { kept.append(text) }
  }
  return kept
}

private let listHeading = " The following errors occurred:"

/// Whether it reads `[2026-11-23T21:43:11.046] [error] [url downloader] …`; the client's own last words, which look
/// the same, are a failure.
private func isLogLine(_ line: Substring) -> Bool {
  line.hasPrefix("[") && line.contains("] [") && !line.contains("unhandled exception")
}

extension Substring {
  fileprivate func trimming(suffix: String) -> Substring {
    hasSuffix(suffix) ? dropLast(suffix.count) : self
  }
}

/// What to say of a command that succeeded but printed something that is not the JSON it should be.
func unreadable(_ output: String, of command: MultipassCommand) -> String {
  let line = "multipass \(command.arguments.joined(separator: " "))"
  let start = String(output.prefix(80).map { $0.isNewline ? " " : $0 })
  return "'\(line)' printed '\(start)' instead of the JSON that was expected; run it by hand to see all of it"
}
