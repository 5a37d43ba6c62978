/// Rows under a heading, each column as wide as its widest cell.
struct Table {
  private let heading: [String]
  private var rows: [[Line]] = []

  init(_ heading: [String]) {
    self.heading = heading
  }

  /// - Parameter cells: one for each column; an empty one is shown as a dash.
  mutating func append(_ cells: [Line]) {
    rows.append(cells.map { $0.width == 0 ? Line("-", .faint) : $0 })
  }

  /// The heading and the rows, in order.
  var lines: [Line] {
    let all = [heading.map { Line($0, .heading) }] + rows
    let widths = heading.indices.map { column in all.map { $0[column].width }.max() ?? 0 }
    return all.map { row in
      zip(row, widths).dropLast().reduce(Line()) { $0 + $1.0.padded(to: $1.1 + 2) } + (row.last ?? Line())
    }
  }
}
