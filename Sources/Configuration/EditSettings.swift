/// Sets keys of a host's table in the text of a configuration file; adds the table where there is none.
///
/// Everything else in the text stays as it is, comments and line ends included. The result is read back: it says what was
/// asked and nothing else, so that a table that takes the place of the host without a file, or of the only one, says
/// `default-host` and the host that was there before, too.
///
/// - Parameters:
///   - text: of the file; empty where there is none.
///   - file: the file's name in errors.
///   - host: a valid name.
///   - edits: may be none, which only sees to it that the host is there.
///   - keepsDefaultHost: whether a file without hosts goes on to mean `docker-host` besides the one that is added.
/// - Returns: the new text.
/// - Throws: what is wrong with the text or with a value, and where a key stands that cannot be set without harm.
package func editing(
  _ text: String, file: String, host: String, _ edits: [SettingEdit], keepsDefaultHost: Bool = true
) throws(SettingsError) -> String {
  let before = try readSettings(text, file: file)
  var result = text
  if !isWritten([], in: text), keepsDefaultHost {
    for other in before.hosts where other.name != host { result = try adding(other.name, to: result, file: file) }
  }
  if !isWritten([host], in: result) { result = try adding(host, to: result, file: file) }
  for edit in edits { result = try setting(edit, of: host, in: result, file: file) }
  return try keepingDefault(before, result, file: file)
}

/// Whether the text says something below `host`.
private func isWritten(_ path: [String], in text: String) -> Bool {
  statements(of: text).contains { $0.path.count > 1 && $0.path.starts(with: ["host"] + path) }
}

private func adding(_ host: String, to text: String, file: String) throws(SettingsError) -> String {
  let path = ["host", host]
  let result = Draft(text).addingTable(path, after: nil, lines: [])
  do {
    if try readSettings(result, file: file).hosts.contains(where: { $0.name == host }) { return result }
  } catch {
    // The name is wrong, or there are too many hosts.
    if !error.message.hasPrefix("invalid TOML") { throw SettingsError(file: file, line: nil, message: error.message) }
  }
  throw SettingsError(
    file: file, line: Draft(text).line(of: path),
    message: "\(dotted(path)): cannot be added to what stands here; write it yourself")
}

/// The headers and assignments of a text, as far as it is understood.
func statements(of text: String) -> [Statement] {
  var scanner = KeyScanner(text)
  _ = scanner.readDocument()
  return scanner.statements
}

/// Tries one way after the other, and takes the first after which the file means what it should.
private func setting(
  _ edit: SettingEdit, of host: String, in text: String, file: String
) throws(SettingsError) -> String {
  let path = ["host", host] + edit.path
  let (draft, before) = (Draft(text), try readSettings(text, file: file))
  var refusal: SettingsError?
  for candidate in draft.candidates(setting: path, to: edit.literal) {
    do {
      if means(try readSettings(candidate, file: file), before, with: edit, of: host) { return candidate }
    } catch {
      refusal = error.message.hasPrefix("invalid TOML") ? refusal : error
    }
  }
  // The values clash with each other, wherever they stand.
  if let refusal { throw SettingsError(file: file, line: nil, message: refusal.message) }
  throw SettingsError(
    file: file, line: draft.line(of: path),
    message: "\(dotted(path)): cannot be set here without harm to what else stands there; write it yourself: "
      + edit.text)
}

/// Whether settings are those from before, but for one edit.
private func means(_ now: Settings, _ was: Settings, with edit: SettingEdit, of host: String) -> Bool {
  guard was.hosts.map(\.name) == now.hosts.map(\.name) else { return false }
  for (was, now) in zip(was.hosts, now.hosts) where was != now || now.name == host {
    guard now.name == host else { return false }
    for setting in hostSettings {
      let expected = setting.path == edit.path ? edit.literal : setting.write(was)
      guard setting.write(now) == expected else { return false }
    }
  }
  return fileSettings.allSatisfy { $0.write(was) == $0.write(now) }
}

/// Says by name which host acting commands take, where it went without saying before and does no more.
private func keepingDefault(
  _ before: Settings, _ text: String, file: String
) throws(SettingsError) -> String {
  let after = try readSettings(text, file: file)
  guard let name = before.defaultHost, after.defaultHost != name, after.hosts.contains(where: { $0.name == name })
  else { return text }
  let result = Draft(text).addingFirst("default-host = \(literal(name))")
  guard try readSettings(result, file: file).defaultHost == name else {
    throw SettingsError(file: file, line: nil, message: "default-host: cannot be set; write it yourself")
  }
  return result
}
