import Glibc
import StandIn

/// A file that the client cannot use.
struct Unreadable: Error {
  var text: String
}

/// The client's part in cloud-init.
enum CloudInit {
  /// Reads a file, or all of standard input for `-`; throws unless it holds a mapping.
  static func read(_ source: String) throws(Unreadable) -> String {
    guard let text = source == "-" ? readAll(STDIN_FILENO) : readFile(source) else {
      throw Unreadable(text: "error: Could not load cloud-init configuration: bad file: \(source)")
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let first = lines.first { !$0.hasPrefix("#") && !$0.allSatisfy(\.isWhitespace) }
    guard let first, first.contains(":") || first.hasPrefix("{"), !first.hasPrefix("-") else {
      throw Unreadable(text: "error: Could not load cloud-init configuration: not a mapping: \(source)")
    }
    // Multipass reads the text as YAML and writes it anew, with this line on top and without comments there.
    return "#cloud-config\n" + lines.drop { $0.hasPrefix("#") }.joined(separator: "\n")
  }

  private static func readFile(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    let descriptor = open(real, O_RDONLY | O_CLOEXEC)
    guard Mount.isVisible(String(cString: real)), descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return readAll(descriptor)
  }

  /// Nil when it cannot be read, as a folder cannot.
  private static func readAll(_ descriptor: Int32) -> String? {
    var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 { return nil }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }
}
