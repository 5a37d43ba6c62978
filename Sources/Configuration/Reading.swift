/// Reads the tables of a document, and keeps the fault that stands first in the file.
struct Reading {
  private let file: String
  private let lines: KeyLines
  private(set) var fault: SettingsError?

  init(file: String, lines: KeyLines) {
    self.file = file
    self.lines = lines
  }

  /// Notes that the value at `path` is wrong, unless a fault is known that stands before it.
  mutating func complain(at path: [String], _ reason: @autoclosure () -> String) {
    let line = lines[path]
    if let fault, (fault.line ?? .max) <= (line ?? .max) { return }
    fault = SettingsError(file: file, line: line, message: "\(dotted(path)): \(reason())")
  }

  /// Reads what `settings` know out of the table at `path`; `others` are keys that somebody else reads.
  mutating func read<Root>(
    _ table: [Entry], at path: [String], by settings: [Setting<Root>], into root: inout Root,
    others: [String] = []
  ) {
    read(table, at: path, below: [], by: settings, into: &root, others: others)
  }

  private mutating func read<Root>(
    _ table: [Entry], at path: [String], below: [String], by settings: [Setting<Root>],
    into root: inout Root, others: [String]
  ) {
    for entry in table where !others.contains(entry.key) {
      let (key, value) = (entry.key, entry.value)
      let inner = below + [key]
      let known = settings.filter { $0.path.starts(with: inner) }
      if let setting = known.first(where: { $0.path == inner }) {
        read(value, at: path + [key], by: setting, into: &root)
      } else if known.isEmpty {
        complain(at: path + [key], Self.unknownKey(key, below: below, settings.map(\.path), others: others))
      } else if case .table(let entries) = value {
        read(entries, at: path + [key], below: inner, by: settings, into: &root, others: [])
      } else {
        complain(at: path + [key], Complaint.expected("a table", value).reason)
      }
    }
  }

  private mutating func read<Root>(_ value: Node, at path: [String], by setting: Setting<Root>, into root: inout Root) {
    do {
      try setting.read(value, &root)
    } catch {
      complain(at: path + error.path, error.reason)
    }
  }

  private static func unknownKey(_ key: String, below: [String], _ paths: [[String]], others: [String]) -> String {
    let siblings = paths.filter { $0.count > below.count && $0.starts(with: below) }.map { $0[below.count] } + others
    // A key that is right but stands in the wrong table is named with its table.
    let elsewhere = paths.first { $0.last == key }?.joined(separator: ".")
    guard let meant = elsewhere ?? nearest(to: key, among: siblings) else { return "unknown key" }
    return "unknown key, did you mean '\(meant)'?"
  }
}

/// A key's path as it may be written in TOML.
func dotted(_ path: [String]) -> String {
  let parts = path.map { part in
    let isBare = !part.isEmpty && part.utf8.allSatisfy(KeyScanner.isBare)
    return isBare && part.utf8.count <= 60 ? part : quoted(part)
  }
  return parts.joined(separator: ".")
}
