import ArgumentParser
import DockhostClient
import Glibc

struct Mount: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "mount",
    abstract: "Mount a folder of this machine in a host",
    usage: "dockhostctl mount [<options>] [<host>] <folder>[:<target>]",
    discussion: """
      Without a target it is mounted at the same path, where docker run -v finds it.

      Example: dockhostctl mount ~/src
      """)

  @Argument(help: "Name of a host, a folder, and where it is mounted.", completion: .directory)
  var words: [String]

  @Option(help: ArgumentHelp("Leave after this long, such as 500ms, 30s or 5m.", valueName: "duration"))
  var timeout: TimeLimit?

  @OptionGroup var report: ReportOptions
  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    guard let mount = MountWords(words) else {
      throw ValidationError("Expected a folder and perhaps a target, such as '~/src' or '/data:/mnt/data'.")
    }
    guard folder(mount.source) != nil else { throw ValidationError("'\(mount.source)' is no folder.") }
    if let target = mount.target, !target.hasPrefix("/") {
      throw ValidationError("'\(target)' is no absolute path, which a target has to be.")
    }
  }

  func run(on console: Console) throws(Failure) -> ExitStatus {
    guard let mount = MountWords(words), let source = folder(mount.source) else {
      throw Failure(.failed, "the folder has gone", hint: "see: ls")
    }
    return try WorkErrand(
      .mount(source: source, target: mount.target), host: mount.host, timeout: timeout, report: report,
      connection: connection
    ).runAndTell(on: console)
  }
}

/// `[HOST] FOLDER[:TARGET]`, or with the target as a word of its own.
struct MountWords: Equatable {
  var host: String?
  var source: String
  /// Nil for the same path as the folder's.
  var target: String?

  /// Nil for too few or too many words.
  init?(_ words: [String]) {
    var words = words[...]
    // A name has no slash, and a folder beside which nothing stands is not one.
    if words.count > 1, let first = words.first, !first.contains(where: "/~.:".contains) {
      host = words.removeFirst()
    }
    guard let folder = words.first, words.count <= 2, !folder.isEmpty else { return nil }
    let parts = words.count == 2 ? Array(words) : folder.split(separator: ":", maxSplits: 1).map(String.init)
    guard let source = parts.first else { return nil }
    self.source = source
    target = parts.count > 1 ? parts[1] : nil
  }
}
