import CLinux
import Glibc

/// A folder of a test's own, gone with it.
final class TemporaryFolder {
  let path: String

  init() {
    var name = Array("/tmp/dockhost-test.XXXXXX".utf8CString)
    precondition(mkdtemp(&name) != nil)
    path = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  var entries: [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    return sequence(state: folder) { readdir($0) }.map { entry in
      withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
    }.filter { $0 != "." && $0 != ".." }
  }

  /// Makes a file and returns its path.
  func file(_ name: String, _ text: String = "", mode: mode_t = 0o600) -> String {
    let path = "\(path)/\(name)"
    let descriptor = open(path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, mode)
    var text = text
    text.withUTF8 { _ = write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    return path
  }

  func read(_ name: String) -> String {
    let descriptor = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 65536)
    return String(decoding: buffer[..<max(0, Glibc.read(descriptor, &buffer, buffer.count))], as: UTF8.self)
  }

  isolated deinit {
    for name in entries { unlink("\(path)/\(name)") }
    rmdir(path)
  }
}
