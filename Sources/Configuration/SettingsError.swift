/// The first thing that is wrong with a configuration file.
package struct SettingsError: Error, Equatable, CustomStringConvertible {
  /// As the user named it.
  package var file: String
  /// From 1; nil where it is not known for certain.
  package var line: Int?
  /// One line: the key's path and what is wrong with its value.
  package var message: String

  package init(file: String, line: Int?, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// `FILE:LINE: message`.
  package var description: String {
    "\(file)\(line.map { ":\($0)" } ?? ""): \(message)"
  }
}

/// What is wrong with one value; the reader knows where it stands.
struct Complaint: Error {
  let reason: String
  /// Where in the value it stands, for one that is a table.
  let path: [String]

  init(_ reason: String, at path: [String] = []) {
    self.reason = reason
    self.path = path
  }
}
