import CLinux
import Glibc
import Machines

/// A shell script that runs in the laptop as its user, with `docker` set to one engine, and what it prints.
final class LaptopClient {
  private let child: Child
  private let output: Int32
  private var text = ""

  init(_ script: String, in laptop: Machine, engine address: String) throws {
    var ends: [Int32] = [0, 0]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { throw MeasurementFailure.system("make a pipe") }
    defer { close(ends[1]) }
    output = ends[0]
    let command = try laptop.entering(
      ["sh", "-c", script], as: .dev, environment: ["DOCKER_HOST": "tcp://\(address):2375"])
    child = try Child(command, environment: inheritedEnvironment(), output: ends[1])
  }

  deinit {
    close(output)
  }

  /// Waits until it has printed `words` since it was waited for last.
  func wait(for words: String, within limit: Duration = .seconds(20)) throws {
    let deadline = ContinuousClock.now + limit
    text = ""
    while !text.contains(words) {
      guard waitToRead([output], before: deadline) != nil, hear() else {
        throw MeasurementFailure("a client of the engine does not print \"\(words)\" but \"\(text.suffix(200))\"")
      }
    }
  }

  /// Waits until it and all that it started have ended; its exit status.
  func wait(within limit: Duration = .seconds(60)) throws -> Int32 {
    let deadline = ContinuousClock.now + limit
    repeat {
      guard waitToRead([output], before: deadline) != nil else {
        throw MeasurementFailure("a client of the engine did not end within \(limit)")
      }
    } while hear()
    return child.wait()
  }

  /// Takes what was printed; false at the end.
  private func hear() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = read(output, &chunk, chunk.count)
    text += String(decoding: chunk.prefix(max(count, 0)), as: UTF8.self)
    return count > 0
  }
}
