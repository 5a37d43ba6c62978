import DockhostInterface

extension WorkErrand {
  /// Does the work, tells what there is to say at the end, and returns how the program ends.
  func runAndTell(on console: Console) throws(Failure) -> ExitStatus {
    let end = try run(on: console)
    let checks = end.checks ?? []
    if !report.quiet, !report.json {
      // The lines of a work that checks say the same as its checks.
      let lines = checks.isEmpty ? (end.lines ?? []).map { Line($0) } : checks.map(checkLine)
      try console.output.write(lines)
    }
    return checks.allSatisfy(\.works) ? .fine : .failed
  }
}

private func checkLine(_ check: CheckResult) -> Line {
  (check.works ? Line("✓ ", .good) : Line("✗ ", .bad)) + Line(check.name)
    + Line(check.detail.isEmpty ? "" : ": \(check.detail)", check.works ? .faint : .plain)
}
