/// Writes the settings as a configuration file that reads back equal, but for passwords in URLs: a row of x stands there.
package func renderSettings(_ settings: Settings) -> String {
  var sections = render(settings, by: fileSettings, at: [])
  for host in settings.hosts {
    sections += render(host, by: hostSettings, at: ["host", host.name])
  }
  return sections.joined(separator: "\n")
}

/// One section a table, in the order in which the settings are listed.
private func render<Root>(_ root: Root, by settings: [Setting<Root>], at path: [String]) -> [String] {
  var tables: [(path: [String], lines: [String])] = []
  for setting in settings {
    guard let value = setting.write(root) else { continue }
    let table = path + setting.path.dropLast()
    if tables.last?.path != table { tables.append((table, table.isEmpty ? [] : ["[\(dotted(table))]"])) }
    tables[tables.count - 1].lines.append("\(setting.path[setting.path.count - 1]) = \(withoutPasswords(value))")
  }
  return tables.map { $0.lines.map { $0 + "\n" }.joined() }
}
