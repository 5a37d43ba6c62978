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
  ///
  /// - Parameters:
  ///   - limit: columns of the terminal; nil for lines of any length.
  ///   - expendable: columns of the table that are left out, one after the other, until the rest fits.
  /// - Returns: lines that are still too long if nothing more may be left out.
  func lines(within limit: Int?, leavingOut expendable: [String] = []) -> [Line] {
    var shown = Array(heading.indices)
    for name in expendable where width(of: shown) > limit ?? .max { shown.removeAll { heading[$0] == name } }
    return all.map { row in
      shown.dropLast().reduce(Line()) { $0 + row[$1].padded(to: width(of: $1) + 2) }
        + (shown.last.map { row[$0] } ?? Line())
    }
  }

  private var all: [[Line]] { [heading.map { Line($0, .heading) }] + rows }

  private func width(of column: Int) -> Int { all.map { $0[column].width }.max() ?? 0 }

  private func width(of columns: [Int]) -> Int { columns.reduce(-2) { $0 + width(of: $1) + 2 } }
}
