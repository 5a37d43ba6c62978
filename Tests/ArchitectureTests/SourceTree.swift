import FoundationEssentials

/// A text file of the repository.
struct SourceFile: Sendable {
  /// From the repository's root.
  let path: String
  let lines: [Substring]

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The target that it belongs to, for a file in `Sources`.
  var target: String {
    path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
  }

  /// One sentence for each line that `isBad`, saying where it is.
  func complaints(_ what: String, where isBad: (Substring) -> Bool) -> [String] {
    lines.indices.filter { isBad(lines[$0]) }.map { "\(path):\($0 + 1): \(what): \(lines[$0])" }
  }
}

/// The repository that this test was built from.
enum SourceTree {
  static let root = String(#filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined())

  /// What lies in the repository's root.
  static func entries() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root)
  }

  /// The text files in one of the repository's folders whose names end so, sorted by path.
  static func files(in folder: String, ending: String = "") throws -> [SourceFile] {
    try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)").sorted()
      .filter { $0.hasSuffix(ending) }
      .compactMap { name in
        let path = "\(folder)/\(name)"
        return try? SourceFile(path: path, text: String(contentsOfFile: "\(root)/\(path)", encoding: .utf8))
      }
  }

  /// All that a user may read: code, units, scripts, texts.
  static func everything() throws -> [SourceFile] {
    let single = try entries().compactMap { name in
      try? SourceFile(path: name, text: String(contentsOfFile: "\(root)/\(name)", encoding: .utf8))
    }
    return try single + ["Sources", "Tests", "packaging", "systemd"].flatMap { try files(in: $0) }
  }
}
