extension OutputFormat {
  /// The text of `list --snapshots`.
  package func snapshots(_ rows: [SnapshotRow]) -> String {
    switch self {
    case .table: rows.isEmpty ? "No snapshots found.\n" : Self.table(rows)
    case .json: Self.json(rows)
    case .csv:
      "Instance,Snapshot,Parent,Comment\n"
        + rows.map { "\($0.instance),\($0.name),\($0.parent),\"\($0.comment)\"\n" }.joined()
    case .yaml:
      rows.map {
        "\($0.instance):\n  - \($0.name):\n    - parent: \($0.parent)\n      comment: \($0.comment)\n"
      }.joined()
    }
  }

  private static func table(_ rows: [SnapshotRow]) -> String {
    let lines =
      [["Instance", "Snapshot", "Parent", "Comment"]]
      + rows.map { [$0.instance, $0.name, $0.parent, $0.comment].map { $0.isEmpty ? "--" : $0 } }
    return lines.map { line in
      line.map { $0 + String(repeating: " ", count: max(1, 16 - $0.count)) }.joined() + "\n"
    }.joined()
  }

  private static func json(_ rows: [SnapshotRow]) -> String {
    let byInstance = Dictionary(grouping: rows, by: \.instance).mapValues { rows in
      JSONText.object(
        Dictionary(rows.map { ($0.name, JSONText.object(["comment": .text($0.comment), "parent": .text($0.parent)])) })
        {
          first, _ in first
        })
    }
    return JSONText.object(["errors": .list([]), "info": .object(byInstance)]).document
  }
}
