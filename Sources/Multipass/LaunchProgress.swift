/// How far a launch has come.
package struct LaunchProgress: Equatable, Sendable {
  /// What is being done, in words a person reads.
  package var title: String
  /// 0 to 100 where there is a measure.
  package var percent: Int?

  package init(title: String, percent: Int? = nil) {
    self.title = title
    self.percent = percent
  }
}

/// Reads a launch's progress out of what `multipass launch` prints on standard output, a piece at a time: words and
/// percentages among the control bytes of a spinner that is drawn whether there is a terminal or not.
package struct LaunchProgressReader: Sendable {
  /// What stands on the spinner's line now; never longer than `widest`.
  private var line: [UInt8] = []
  private var isInEscape = false

  /// Nothing that is drawn is longer; what is, is no progress.
  private static let widest = 256

  package init() {}

  /// Takes the next bytes, which may end anywhere; returns what they tell last, nil where they tell nothing.
  package mutating func take(_ bytes: some Sequence<UInt8>) -> LaunchProgress? {
    var last: LaunchProgress?
    for byte in bytes {
      draw(byte)
      // A message is whole when its percent sign or the spinner's place after it has been drawn.
      if byte == UInt8(ascii: "%") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") {
        last = LaunchProgress(line: String(decoding: line, as: UTF8.self)) ?? last
      }
      if byte == UInt8(ascii: "\n") { line = [] }
    }
    return last
  }

  private mutating func draw(_ byte: UInt8) {
    switch byte {
    case _ where isInEscape:
      // A letter ends the sequence: "ESC [ 2 K".
      if (0x40...0x7e).contains(byte), byte != UInt8(ascii: "[") { isInEscape = false }
    case 0x1b:
      isInEscape = true
      line = []
    case UInt8(ascii: "\r"): line = []
    case 0x08: _ = line.popLast()
    case UInt8(ascii: "\n"): break
    default: if line.count < Self.widest { line.append(byte) }
    }
  }
}

extension LaunchProgress {
  /// Nil for a line that is no progress, or not yet the whole of it.
  fileprivate init?(line: String) {
    guard let stage = stages.first(where: { line.hasPrefix($0.sign) }) else { return nil }
    guard stage.hasMeasure, let text = line.dropFirst(stage.sign.count).split(separator: " ").first else {
      self.init(title: stage.title)
      return
    }
    guard text.hasSuffix("%"), let percent = Int(text.dropLast()), (0...100).contains(percent) else { return nil }
    self.init(title: stage.title, percent: percent)
  }
}

/// What the daemon and the client say, releases and later versions alike.
private let stages: [(sign: String, title: String, hasMeasure: Bool)] = [
  ("Retrieving image:", "Downloading the image", true),
  ("Verifying image:", "Verifying the image", true),
  ("Preparing image:", "Preparing the image", true),
  ("Extracting image:", "Unpacking the image", true),
  ("Creating ", "Creating the instance", false),
  ("Configuring ", "Configuring the instance", false),
  ("Starting ", "Starting the instance", false),
  ("Waiting for initialization", "Waiting until the instance has set itself up", false),
]
