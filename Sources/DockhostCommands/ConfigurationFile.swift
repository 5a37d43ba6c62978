import Configuration
import DockhostClient
import Glibc

/// The configuration file, as dockhostd would read it.
struct ConfigurationFile {
  let path: String
  private let runtime: String
  private let home: String?

  /// The file at `path`, or the one that dockhostd reads if nothing else is said.
  init(_ path: String?, _ console: Console) {
    func variable(_ name: String) -> String? { console.environment(name).flatMap { $0.isEmpty ? nil : $0 } }
    home = variable("HOME")
    let folder = variable("XDG_CONFIG_HOME") ?? "\(home ?? "/")/.config"
    self.path = path ?? "\(folder)/dockhost/config.toml"
    runtime = runtimeFolder(environment: console.environment, user: getuid())
  }

  /// What it says; nil where there is no such file.
  func settings() throws(Failure) -> Settings? {
    guard let bytes = try read() else { return nil }
    do {
      return try readSettings(bytes, file: path, runtimeFolder: runtime, home: home)
    } catch {
      throw Failure(.badConfiguration, error.description)
    }
  }

  private func read() throws(Failure) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw unreadable()
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    // One byte too many is enough to be refused: no device is read to an end that it does not have.
    while bytes.count <= longestSettings {
      var status = 0
      let part = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        status = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        count = max(0, status)
      }
      guard status >= 0 else { throw unreadable() }
      if part.isEmpty { break }
      bytes += part
    }
    return bytes
  }

  private func unreadable() -> Failure {
    Failure(.badConfiguration, "\(path): cannot be read: \(String(cString: strerror(errno)))")
  }
}
