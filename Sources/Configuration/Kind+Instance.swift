import Multipass
import Provisioning

extension Kind where Value == Int {
  static let cpus = integer(1...256)
}

extension Kind where Value == Size {
  static let memory = size(Size(mebibytes: 512)...Size(mebibytes: 4 << 20))
  static let disk = size(Size(mebibytes: 1 << 10)...Size(mebibytes: 64 << 20))
}

extension Kind where Value == String {
  static let image = Kind.text(
    "an image as multipass launch takes it, such as \"24.04\" or \"daily:noble\"",
    parse: { isWord($0, atMost: 1024) && !$0.hasPrefix("-") ? $0 : nil }, format: { $0 })

  /// A file or folder of this machine.
  static let path = Kind.text(
    "an absolute path, or one that begins with ~/", parse: { isPath($0) ? $0 : nil }, format: { $0 })
}

extension Kind where Value == [MountSettings] {
  static let mounts = list(of: .mount, atMost: 32)
}

extension Kind where Value == MountSettings {
  static let mount = Kind.text(
    "a folder such as \"~\" or \"/home/me/src:/src\"", parse: MountSettings.init, format: \.text)
}

extension MountSettings {
  /// Reads `SOURCE` or `SOURCE:TARGET`: absolute paths, of which the source may begin with `~`. Nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard let source = parts.first, parts.count <= 2, isPath(source) else { return nil }
    let target = parts.count == 2 ? parts[1] : source
    // The root of the guest is its own.
    guard isPath(target), target != "/", parts.count == 1 || target.hasPrefix("/") else { return nil }
    self.init(source: source, target: target)
  }

  /// As it is written; reads back as itself.
  package var text: String { source == target ? source : "\(source):\(target)" }
}

/// Whether `text` is an absolute path, or one below the home folder, without `.`, `..`, colons, control characters or
/// slashes that do nothing.
func isPath(_ text: String) -> Bool {
  guard text.hasPrefix("/") || text == "~" || text.hasPrefix("~/"), text.utf8.count <= 4096,
    text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control && $0 != ":" })
  else { return false }
  let parts = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
  return text == "/" || parts.allSatisfy { !["", ".", ".."].contains($0) }
}

/// Whether `text` is of printable ASCII without blanks.
func isWord(_ text: String, atMost limit: Int) -> Bool {
  (1...limit).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
}
