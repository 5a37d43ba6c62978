/// One row of the table.
struct Figure {
  enum Verdict: String {
    case met
    case missed
    /// There is no bar.
    case told = ""
  }

  let what: String
  let measured: String
  var bar = ""
  var verdict = Verdict.told
  /// What else was measured in the same run, and how it compares.
  var beside = ""
}

extension Figure {
  /// A figure that is to stay below its bar.
  static func below(
    _ bar: Double, _ measured: Double, _ unit: String, places: Int, what: String, detail: String = "",
    beside: String = ""
  ) -> Figure {
    Figure(
      what: what, measured: "\(fixed(measured, places)) \(unit)\(detail)", bar: "under \(shortest(bar)) \(unit)",
      verdict: measured < bar ? .met : .missed, beside: beside)
  }

  /// A figure that is to reach its bar.
  static func atLeast(_ bar: Double, _ measured: Double, _ unit: String, what: String, beside: String = "") -> Figure {
    Figure(
      what: what, measured: "\(grouped(measured)) \(unit)", bar: "\(grouped(bar)) \(unit)",
      verdict: measured >= bar ? .met : .missed, beside: beside)
  }
}

/// A number with so many digits after its point.
func fixed(_ value: Double, _ places: Int) -> String {
  let scale = (0..<places).reduce(1) { product, _ in product * 10 }
  let whole = Int((value.magnitude * Double(scale)).rounded())
  let sign = value < 0 && whole > 0 ? "-" : ""
  guard places > 0 else { return "\(sign)\(whole)" }
  let fraction = "\(whole % scale)"
  return "\(sign)\(whole / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
}

/// A whole number with commas between its thousands.
func grouped(_ value: Double) -> String {
  var rest = fixed(value, 0)
  var parts: [String] = []
  while rest.count > 3 {
    parts.insert(String(rest.suffix(3)), at: 0)
    rest.removeLast(3)
  }
  return ([rest] + parts).joined(separator: ",")
}

private func shortest(_ value: Double) -> String {
  value == value.rounded() ? fixed(value, 0) : "\(value)"
}
