import Glibc

/// Somewhere text goes: a terminal, a pipe or a file.
package struct Outlet: Sendable {
  package let descriptor: Int32
  package let isTerminal: Bool
  /// Colours are wanted and understood.
  package let colours: Bool

  /// `environment` gives the value of a variable; nil where it is not set.
  package init(descriptor: Int32, environment: (String) -> String?) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
    // https://no-color.org: set to anything but nothing.
    colours = isTerminal && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
  }

  /// Columns and rows of the terminal; nil for what is none, or hides its size.
  var size: (columns: Int, rows: Int)? {
    var size = winsize()
    guard isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return nil
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// How text for people looks here: a terminal has a width, anything else takes lines of any length.
  var style: Style { Style(width: isTerminal ? size?.columns ?? 80 : nil, colours: colours) }

  /// Writes all of `text`.
  ///
  /// - Throws: `Failure` with the system's reason, such as a full disk.
  func write(_ text: String) throws(Failure) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw Failure(.failed, "cannot write: \(String(cString: strerror(errno)))")
      }
    }
  }

  func write(_ lines: [Line]) throws(Failure) {
    try write(lines.map { $0.text(colours: colours) + "\n" }.joined())
  }
}
