import FoundationEssentials
import Glibc

/// The built programs that are measured.
struct MeasuredPrograms {
  /// Has dockhostd, dockhostctl, the lab's multipass and multipassd, and this program.
  let folder: String
  /// In the table's words.
  let description: String

  private static let products = ["dockhostd", "dockhostctl", "multipass", "multipassd", "benchmarks"]

  /// Those in a folder that was named.
  init(given folder: String) throws {
    guard let real = realpath(folder, nil) else { throw MeasurementFailure.system("find the folder \"\(folder)\"") }
    defer { free(real) }
    self.folder = String(cString: real)
    description = "static release build in the folder given by --programs"
    try check()
  }

  private init(built folder: String) throws {
    self.folder = folder
    description = "built for this run with `-c release --static-swift-stdlib`"
    try check()
  }

  /// Builds them into a folder of their own, as `packaging/install` does for users.
  static func build() throws -> MeasuredPrograms {
    let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let scratch = "\(repository)/.build/released"
    for product in products {
      say("building \(product)")
      try perform(
        ["swift", "build", "--package-path", repository, "--scratch-path", scratch, "--configuration", "release"]
          + ["--static-swift-stdlib", "--product", product])
    }
    return try MeasuredPrograms(built: "\(scratch)/release")
  }

  func path(_ program: String) -> String { "\(folder)/\(program)" }

  private func check() throws {
    for product in Self.products where access(path(product), X_OK) != 0 {
      throw MeasurementFailure(
        "there is no program \"\(path(product))\"; build it with "
          + "`swift build -c release --static-swift-stdlib --product \(product)`")
    }
  }
}
