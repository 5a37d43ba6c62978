import Glibc

/// One thing that is measured.
struct Benchmark: Sendable {
  /// As typed.
  let name: String
  let abstract: String
  let measure: @Sendable (Workshop) throws -> [Figure]

  /// All of them, in the order in which they run: those that share the lab first.
  static let all: [Benchmark] = [engineKilled, idle, status, control, start, hosts, engineCrash, up]
}

/// What measurements share: the programs, and a lab that is made when the first of them needs it.
final class Workshop {
  let programs: MeasuredPrograms
  let isQuick: Bool
  private var scene: LabScene?

  init(programs: MeasuredPrograms, isQuick: Bool) {
    self.programs = programs
    self.isQuick = isQuick
  }

  /// The lab with a healthy Docker host and the daemon beside it.
  func labScene() throws -> LabScene {
    if let scene { return scene }
    say("making a lab")
    let made = try LabScene(programs)
    scene = made
    return made
  }

  func close() {
    scene?.end()
  }
}

/// Something could not be measured: what failed, and what to try.
struct MeasurementFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }

  /// The failure of a system call just made.
  static func system(_ what: String, code: Int32 = errno) -> Self {
    Self("cannot \(what): \(String(cString: strerror(code)))")
  }
}

/// Tells how far the measuring is, beside the table on the standard output.
func say(_ line: String) {
  var text = "benchmarks: \(line)\n"
  _ = text.withUTF8 { write(2, $0.baseAddress, $0.count) }
}
