import Multipass
import Supervision
import Testing

@Suite struct LaunchProgresses {
  /// How Multipass draws a message, and how it turns its spinner.
  private static func drawn(_ message: String) -> String {
    "\u{1b}[2K\u{1b}[0A\u{1b}[0E\(message)  \u{8}|\u{8}/\u{8}-\u{8}\\"
  }

  private static let output =
    drawn("Creating docker-host ") + "\u{8} \u{1b}[2K\u{1b}[0A\u{1b}[0E"
    + "\rRetrieving image: 0%\rRetrieving image: 7%\rRetrieving image: 100%" + drawn("Verifying image: ")
    + drawn("Preparing image: ") + drawn("Configuring docker-host ") + drawn("Starting docker-host ")
    + drawn("Waiting for initialization to complete ") + "\u{8} \u{1b}[2K\u{1b}[0A\u{1b}[0ELaunched: docker-host\n"

  private static let stages = [
    LaunchProgress(title: "Creating the instance"),
    LaunchProgress(title: "Downloading the image", percent: 0),
    LaunchProgress(title: "Downloading the image", percent: 7),
    LaunchProgress(title: "Downloading the image", percent: 100),
    LaunchProgress(title: "Verifying the image"), LaunchProgress(title: "Preparing the image"),
    LaunchProgress(title: "Configuring the instance"), LaunchProgress(title: "Starting the instance"),
    LaunchProgress(title: "Waiting until the instance has set itself up"),
  ]

  /// What is told when the output comes in these pieces, without repetitions.
  private func told(_ pieces: [[UInt8]]) -> [LaunchProgress] {
    var reader = LaunchProgressReader()
    var told: [LaunchProgress] = []
    for piece in pieces {
      guard let progress = reader.take(piece), progress != told.last else { continue }
      told.append(progress)
    }
    return told
  }

  @Test func `are read byte by byte, every stage of them`() {
    let titles = told(Self.output.utf8.map { [$0] })
    // Before its percentage, a download is one already.
    #expect(titles.filter { $0 != LaunchProgress(title: "Downloading the image") } == Self.stages)
  }

  @Test func `are read in random pieces, the last of each`() {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    var generator = SplitMix(seed: seed)
    let bytes = Array(Self.output.utf8)
    for _ in 0..<200 {
      var pieces: [[UInt8]] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...60, using: &generator)
        pieces.append(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      let read = told(pieces).filter { $0 != LaunchProgress(title: "Downloading the image") }
      #expect(read.last == Self.stages.last)
      var expected = Self.stages[...]
      for progress in read {
        guard let index = expected.firstIndex(of: progress) else {
          Issue.record("\(progress) is none, or comes too late")
          break
        }
        expected = expected[index...]
      }
    }
  }

  @Test(arguments: [
    "", "Launched: docker-host\n", "Creat", "\u{1b}[2K",
    "\u{8}\u{8}\u{8}",
    "[2026-11-23T21:43:11.046] [info] Starting docker-host ",
  ])
  func `are not seen in other text`(_ text: String) {
    #expect(told([Array(text.utf8)]).isEmpty)
  }

  @Test(arguments: ["Retrieving image: 101%", "Retrieving image: x%", "Retrieving image: -1%"])
  func `have no measure where it is none`(_ text: String) {
    #expect(told([Array(text.utf8)]) == [LaunchProgress(title: "Downloading the image")])
  }

  @Test func `are bounded, whatever comes`() {
    var reader = LaunchProgressReader()
    for _ in 0..<100 { _ = reader.take([UInt8](repeating: 0x41, count: 10_000)) }
    #expect(reader.take(Array("\rStarting docker-host  ".utf8))?.title == "Starting the instance")
  }
}
