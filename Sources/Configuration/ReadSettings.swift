import Multipass
import Provisioning
import Supervision
import TOMLKit

/// The longest configuration file that is read, in bytes: room for every key of a thousand hosts.
package let longestSettings = 1 << 20
/// How many hosts one daemon looks after.
private let mostHosts = 1000
/// The longest path that a Unix socket can be bound to (`sun_path` of unix(7), without its NUL).
private let longestSocketPath = 107

/// Reads the bytes of a configuration file, which must be UTF-8 and not longer than `longestSettings`; else as the
/// function that takes its text.
package func readSettings(
  _ bytes: [UInt8], file: String, runtimeFolder: String? = nil, home: String? = nil
) throws(SettingsError) -> Settings {
  guard bytes.count <= longestSettings else {
    throw SettingsError(
      file: file, line: nil, message: "the file has \(bytes.count) bytes (at most \(longestSettings))")
  }
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw SettingsError(file: file, line: nil, message: "the file is not text in UTF-8")
  }
  return try readSettings(text, file: file, runtimeFolder: runtimeFolder, home: home)
}

/// Reads the text of a configuration file; throws the first thing that is wrong with it, saying `file` for its name.
///
/// The folders of the hosts' sockets are made in `runtimeFolder`; without it the length of their paths is not checked.
/// Paths that begin with `~` are below `home`, an absolute path without a slash at its end; without it they stay so.
package func readSettings(
  _ text: String, file: String, runtimeFolder: String? = nil, home: String? = nil
) throws(SettingsError) -> Settings {
  let (document, lines) = try parseDocument(text, file: file)
  var reading = Reading(file: file, lines: lines)
  var settings = Settings(defaultHost: nil, hosts: [])
  reading.read(document, at: [], by: fileSettings, into: &settings, others: ["host"])
  if let hosts = document.first(where: { $0.key == "host" })?.value {
    settings.hosts = reading.readHosts(hosts, runtimeFolder: runtimeFolder)
  }
  if settings.hosts.isEmpty { settings.hosts = Settings.default.hosts }
  reading.checkDefaultHost(of: &settings)
  if let fault = reading.fault { throw fault }
  if let home { settings.expandHome(to: home) }
  return settings
}

private func parseDocument(
  _ text: String, file: String
) throws(SettingsError) -> (document: [Entry], lines: KeyLines) {
  try refuseNUL(text, file: file)
  let lines = KeyLines(text)
  guard let stop = lines.stop else { return (try parseTOML(text[...], file: file), lines) }
  // The parser may know of something that is wrong further up.
  _ = try parseTOML(stop.understood, file: file)
  throw SettingsError(file: file, line: stop.line, message: stop.failure.description)
}

private func parseTOML(_ text: Substring, file: String) throws(SettingsError) -> [Entry] {
  do {
    return try Node.parse(String(text))
  } catch let error as TOMLParseError {
    throw SettingsError(
      file: file, line: error.source.begin.line, message: "invalid TOML: \(printable(error.description))")
  } catch {
    throw SettingsError(file: file, line: nil, message: "invalid TOML: \(error)")
  }
}

extension KeyScanFailure {
  fileprivate var description: String {
    switch self {
    case .header: "invalid TOML: expected a table's header such as [host.docker-host]"
    case .key: "invalid TOML: expected a key and '='"
    case .value: "invalid TOML: expected a value"
    case .string: "invalid TOML: the string is not closed"
    case .tooDeep: "nested too deeply (at most \(KeyLines.maximalDepth) levels)"
    }
  }
}

/// Strings pass through C, where a NUL would end them unnoticed: there is none, and none is written by an escape.
private func refuseNUL(_ text: String, file: String) throws(SettingsError) {
  let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  let escapes = ["\\u0000", "\\U00000000"].map { Array($0.utf8) }
  for (index, line) in lines.enumerated()
  where line.contains(0) || (line.contains(UInt8(ascii: "\\")) && escapes.contains { line.contains($0) }) {
    throw SettingsError(file: file, line: index + 1, message: "NUL is not allowed")
  }
}

extension Reading {
  fileprivate mutating func readHosts(_ node: Node, runtimeFolder: String?) -> [HostConfiguration] {
    guard case .table(let entries) = node else {
      complain(at: ["host"], Complaint.expected("a table", node).reason)
      return []
    }
    guard entries.count <= mostHosts else {
      complain(at: ["host"], "\(entries.count) hosts are too many (at most \(mostHosts))")
      return []
    }
    return entries.map { readHost($0.key, $0.value, runtimeFolder: runtimeFolder) }.sorted { $0.name < $1.name }
  }

  private mutating func readHost(_ name: String, _ node: Node, runtimeFolder: String?) -> HostConfiguration {
    let path = ["host", name]
    var host = HostConfiguration(name: name)
    if !isValidInstanceName(name) {
      complain(at: path, "a name has letters, digits and hyphens, begins with a letter and ends with no hyphen")
    }
    let socket = (runtimeFolder ?? "") + "/\(name)/docker.sock"
    if socket.utf8.count > longestSocketPath {
      complain(at: path, "the name is too long: its socket's path has \(socket.utf8.count) bytes (at most 107)")
    }
    guard case .table(let entries) = node else {
      complain(at: path, Complaint.expected("a table", node).reason)
      return host
    }
    read(entries, at: path, by: hostSettings, into: &host)
    checkTogether(host, at: path)
    return host
  }

  /// What no value is wrong with alone.
  private mutating func checkTogether(_ host: HostConfiguration, at path: [String]) {
    let probe = host.supervision.probe
    if probe.fastInterval > probe.interval {
      complain(
        at: path + ["probe", "fast-interval"],
        "\(DurationText.format(probe.fastInterval)) is longer than interval (\(DurationText.format(probe.interval)))")
    }
    let engine = host.guest.engine
    if engine.install == .deb, engine.debs == .none {
      complain(at: path + ["engine", "install"], "\"deb\" needs debs, a folder or an array of URLs")
    }
    let targets = (host.guest.mounts ?? []).map(\.target)
    if let double = targets.first(where: { target in targets.count { $0 == target } > 1 }) {
      complain(at: path + ["mounts"], "\(quoted(double)) is the target of two folders")
    }
  }

  fileprivate mutating func checkDefaultHost(of settings: inout Settings) {
    guard let name = settings.defaultHost else {
      if settings.hosts.count == 1 { settings.defaultHost = settings.hosts.first?.name }
      return
    }
    guard !settings.hosts.contains(where: { $0.name == name }) else { return }
    let names = settings.hosts.prefix(10).map(\.name).joined(separator: ", ")
    complain(at: ["default-host"], "no host \(quoted(name)) (expected one of: \(names))")
  }
}
