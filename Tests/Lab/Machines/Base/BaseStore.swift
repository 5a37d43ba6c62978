import CLinux
import FoundationEssentials
import Glibc

/// The base systems and packages that all labs share, built once by two scripts and kept in the user's cache.
package struct BaseStore: Sendable {
  /// Where what these scripts make lies; keyed by them, so that a changed one makes it anew.
  package let folder: String
  private let suite: String
  private let mirror: String

  package init() {
    let environment = ProcessInfo.processInfo.environment
    let cache = environment["XDG_CACHE_HOME"] ?? "\(environment["HOME"] ?? "/root")/.cache"
    suite = field("VERSION_CODENAME", of: "/etc/os-release") ?? "bookworm"
    mirror = configuredMirror() ?? "http://deb.debian.org/debian"
    let key = fingerprint(
      PackageResources.recipe_sh + PackageResources.repository_sh + Array("\(suite) \(mirror)".utf8))
    folder = "\(cache)/dockhost-lab/\(key)"
  }

  /// Whether the trees are there.
  package var isBuilt: Bool { exists("\(folder)/laptop") }

  /// The trees of an image, uppermost first.
  func trees(of image: String) throws(LabFailure) -> [String] {
    let trees = [
      "bare": ["bare"], "engine": ["engine-by-hand", "engine"], "engine-socket": ["engine-by-socket", "engine"],
    ]
    guard let parts = trees[image] else {
      throw LabFailure("there is no image \"\(image)\"; choose one of \(trees.keys.sorted().joined(separator: ", "))")
    }
    return parts.map { "\(folder)/\($0)" }
  }

  var laptop: String { "\(folder)/laptop" }
  /// The package repositories; see `repository.sh`.
  var packages: String { "\(folder)/packages" }
  var busybox: String { "\(folder)/engine/bin/busybox" }

  /// Builds all of it when it is missing: some two minutes, needs the Debian mirror. One build at a time; others wait.
  package func prepare() throws(LabFailure) {
    if isBuilt { return }
    try makeFolder(parent(of: folder))
    let lock = try FileLock("\(folder).lock", waits: true)
    defer { lock.release() }
    if isBuilt { return }
    let unfinished = "\(folder).unfinished"
    try remove(unfinished)
    try makeFolder(unfinished)
    try run("recipe.sh", PackageResources.recipe_sh, [unfinished, suite, mirror])
    try run("repository.sh", PackageResources.repository_sh, [unfinished, suite])
    guard rename(unfinished, folder) == 0 else { throw systemFailure("cannot rename \"\(unfinished)\"") }
  }

  private func run(_ name: String, _ script: [UInt8], _ arguments: [String]) throws(LabFailure) {
    let path = "\(arguments[0])/\(name)"
    try writeText(String(decoding: script, as: UTF8.self), to: path)
    let result = try execute(["sh", path] + arguments, limit: .seconds(1800))
    guard result.status == 0 else {
      throw LabFailure(
        "the base systems cannot be built from \(mirror) (\(suite)) by \(name); is the mirror reachable?\n"
          + "\(result.output.suffix(1000))\n\(result.errorOutput.suffix(2000))")
    }
  }
}

/// The first mirror that the machine's package manager is configured for, in either of its two notations.
private func configuredMirror() -> String? {
  let folder = "/etc/apt/sources.list.d"
  for name in names(in: folder) where name.hasSuffix(".sources") {
    if let mirror = field("URIs", of: "\(folder)/\(name)", separator: ":"), mirror.hasSuffix("/debian") {
      return mirror
    }
  }
  let words = (readText("/etc/apt/sources.list") ?? "").split(separator: "\n").filter { $0.hasPrefix("deb ") }
  return words.first?.split(separator: " ").first { $0.hasPrefix("http") }.map(String.init)
}

/// The value of the first `NAME=VALUE` line.
private func field(_ name: String, of file: String, separator: String = "=") -> String? {
  let lines = (readText(file) ?? "").split(separator: "\n")
  guard let line = lines.first(where: { $0.hasPrefix(name + separator) }) else { return nil }
  return line.dropFirst(name.count + separator.count).trimmed
}

/// A short name for some bytes (FNV-1a, 64 bits, http://www.isthe.com/chongo/tech/comp/fnv/).
package func fingerprint(_ bytes: [UInt8]) -> String {
  let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  return String(hash, radix: 16)
}
