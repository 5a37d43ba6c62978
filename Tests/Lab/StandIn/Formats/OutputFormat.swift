extension OutputFormat {
  /// The text of `list`.
  package func list(_ rows: [InstanceRow]) -> String {
    switch self {
    case .table: TableFormat.list(rows)
    case .json: JSONFormat.list(rows)
    case .csv: CSVFormat.list(rows)
    case .yaml: YAMLFormat.list(rows)
    }
  }

  /// The text of `info`.
  package func info(_ details: [InstanceDetails]) -> String {
    switch self {
    case .table: TableFormat.info(details)
    case .json: JSONFormat.info(details)
    case .csv: CSVFormat.info(details)
    case .yaml: YAMLFormat.info(details)
    }
  }

  /// The text of `version`; without a daemon there is none of it.
  package func version(client: String, daemon: String?) -> String {
    switch self {
    case .table: "multipass   \(client)\n" + (daemon.map { "multipassd  \($0)\n" } ?? "")
    case .json: JSONFormat.version(client: client, daemon: daemon)
    case .csv: "Multipass,Multipassd,Title,Description,URL\n\(client),\(daemon ?? ""),,,\n"
    case .yaml: "multipass: \(client)\n" + (daemon.map { "multipassd: \($0)\n" } ?? "")
    }
  }

  /// The text of `networks`, of which the lab has none.
  package func networks() -> String {
    switch self {
    case .table: "No network interfaces found.\n"
    case .json: JSONText.object(["list": .list([])]).document
    case .csv: "Name,Type,Description\n"
    case .yaml: "\n"
    }
  }

  /// The text of `find`: the lab's images.
  package func find() -> String {
    let images = ["engine", "engine-socket", "lts"]
    switch self {
    case .table:
      return "Image                       Aliases           Version          Description\n"
        + images.map { $0 + String(repeating: " ", count: 28 - $0.count) + "lab              Ubuntu 24.04 LTS\n" }
        .joined()
    case .json:
      let image = JSONText.object([
        "aliases": .list([]), "os": .text("Ubuntu"), "release": .text("24.04 LTS"), "remote": .text(""),
        "version": .text("lab"),
      ])
      return JSONText.object([
        "errors": .list([]), "images": .object(Dictionary(images.map { ($0, image) }) { first, _ in first }),
      ]).document
    case .csv:
      return "Image,Remote,Aliases,OS,Release,Version,Type\n"
        + images.map { "\($0),,,Ubuntu,24.04 LTS,lab,Cloud Image\n" }.joined()
    case .yaml: return "errors: []\nimages:\n" + images.map { "  \($0):\n    os: Ubuntu\n" }.joined()
    }
  }
}
