import ArgumentParser

/// A duration on the command line: "500ms", "30s", "5m", "1h", or plain seconds.
struct TimeLimit: Equatable, Sendable, ExpressibleByArgument {
  let duration: Duration

  init(_ duration: Duration) {
    self.duration = duration
  }

  init?(argument: String) {
    let digits = argument.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int64(digits), let milliseconds = Self.units[String(argument.dropFirst(digits.count))] else {
      return nil
    }
    let (product, overflows) = number.multipliedReportingOverflow(by: milliseconds)
    // A century: more has no meaning, and would overflow where it is added to the time of day.
    guard !overflows, product <= 3_155_760_000_000 else { return nil }
    duration = .milliseconds(product)
  }

  /// Milliseconds in each unit.
  private static let units: [String: Int64] = ["ms": 1, "s": 1000, "": 1000, "m": 60_000, "h": 3_600_000]
}
