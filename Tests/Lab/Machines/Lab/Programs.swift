import FoundationEssentials
import Glibc

/// The built programs that the laptop is given.
package struct Programs: Sendable {
  /// The folder that has dockhostd, dockhostctl, multipass and multipassd.
  package var folder: String
  /// The folders of the shared libraries that they need and Debian does not have: Swift's own, unless it is linked in.
  package var runtimeLibraries: [String]

  package init(folder: String, runtimeLibraries: [String]) {
    self.folder = folder
    self.runtimeLibraries = runtimeLibraries
  }

  /// Those that were built together with the running program or test.
  package static var ofThisBuild: Programs {
    let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let folder = parent(of: executable)
    let mapped = (readText("/proc/self/maps") ?? "").split(separator: "\n").compactMap { line in
      line.split(separator: " ").last.map(String.init)
    }
    let libraries = mapped.filter { $0.contains("/libswift") }.map(parent(of:)).filter { $0 != folder }
    return Programs(folder: folder, runtimeLibraries: Set(libraries).sorted())
  }
}
