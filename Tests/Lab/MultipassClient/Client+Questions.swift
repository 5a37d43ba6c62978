import StandIn

extension Client {
  /// Succeeds without a daemon too.
  func version(_ format: OutputFormat) -> Int32 {
    let reply = try? Connection(to: daemon, .version).last()
    let version: String? = if case .version(let version) = reply { version } else { nil }
    Output.print(format.version(client: Daemon.version, daemon: version))
    return 0
  }

  func list(_ format: OutputFormat, addresses: Bool) -> Int32 {
    plain("list", .list(addresses: addresses)) { if case .listed(let rows) = $0 { format.list(rows) } else { "" } }
  }

  func listSnapshots(_ format: OutputFormat) -> Int32 {
    plain("list", .listSnapshots) { if case .snapshots(let rows) = $0 { format.snapshots(rows) } else { "" } }
  }

  func info(_ names: [String], _ format: OutputFormat, entering: Bool) -> Int32 {
    plain("info", .info(names: names, entering: entering)) {
      if case .details(let details) = $0 { format.info(details) } else { "" }
    }
  }

  /// An empty value is spelled out unless `raw`.
  func get(_ key: String, raw: Bool) -> Int32 {
    if key == "client.primary-name" {
      Output.print("primary\n")
      return 0
    }
    return plain("get", .get(key: key)) {
      guard case .value(let value) = $0 else { return "" }
      return (value.isEmpty && !raw ? "<empty>" : value) + "\n"
    }
  }

  func keys() -> Int32 {
    plain("get", .keys) {
      guard case .keys(let keys) = $0 else { return "" }
      return (keys + ["client.primary-name"]).sorted().map { $0 + "\n" }.joined()
    }
  }

  func networks(_ format: OutputFormat) -> Int32 {
    plain("networks", .version) { _ in format.networks() }
  }

  func find(_ format: OutputFormat) -> Int32 {
    plain("find", .version) { _ in format.find() }
  }
}
