import FoundationEssentials
import Glibc

/// A folder that nobody else uses, and that goes with its owner.
final class Folder: Sendable {
  let path: String

  init() {
    var template = Array("/tmp/dockhostctl-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { preconditionFailure("cannot make a folder in /tmp: \(errno)") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// A path in the folder.
  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, with the folders it is in, and returns its path.
  func write(_ text: String, to name: String) throws -> String {
    let parent = URL(filePath: file(name)).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: file(name)))
    return file(name)
  }
}
