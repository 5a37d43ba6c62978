import Multipass
import Supervision

extension Kind where Value == Duration {
  /// From 10 ms, under which the daemon would do little else, to a day.
  static let duration = duration(.milliseconds(10) ... .seconds(86_400))

  static func duration(_ range: ClosedRange<Duration>) -> Kind {
    .text(
      "a duration such as \"500ms\", \"2s\" or \"5m\"",
      parse: { text throws(Complaint) in
        guard let duration = DurationText.parse(text) else { return nil }
        try duration.check(range, as: text, DurationText.format)
        return duration
      },
      format: DurationText.format)
  }
}

extension Kind where Value == Budget {
  static let budget = Kind.text(
    "a number of tries and a time, such as \"5/10m\"",
    parse: { text throws(Complaint) in
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, let count = Int(parts[0]), let window = DurationText.parse(String(parts[1])) else {
        return nil
      }
      try count.check(1...1000, as: text) { String($0) }
      try window.check(.seconds(1) ... .seconds(86_400), as: text, DurationText.format)
      return Budget(count: count, window: window)
    },
    format: { "\($0.count)/\(DurationText.format($0.window))" })
}

extension Kind where Value == Size {
  static func size(_ range: ClosedRange<Size>) -> Kind {
    .text(
      "a size such as \"512M\" or \"4G\"",
      parse: { text throws(Complaint) in
        guard let size = Size(text) else { return nil }
        try size.check(range, as: text) { $0.description }
        return size
      },
      format: { $0.description })
  }
}

extension Comparable {
  fileprivate func check(
    _ range: ClosedRange<Self>, as text: String, _ format: (Self) -> String
  ) throws(Complaint) {
    guard range.contains(self) else {
      throw Complaint("\(quoted(text)) is out of range (\(format(range.lowerBound))-\(format(range.upperBound)))")
    }
  }
}
