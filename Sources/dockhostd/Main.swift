import ArgumentParser
import Dispatch
import DockhostRuntime

/// The daemon, or the small errand that ssh sends it on: connecting by the right bridge.
@main
enum Main {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.first == "dial" else {
      // The main queue's first turn, like all that follows: this thread ends, with nothing on its stack.
      DispatchQueue.main.async { Dockhostd.main() }
      dispatchMain()
    }
    do {
      guard arguments.count == 3, let port = UInt16(arguments[3]) else {
        throw DialUsage()
      }
      try dial(arguments[2], port: port)
    } catch {
      Dockhostd.exit(withError: error)
    }
  }
}

private struct DialUsage: Error, CustomStringConvertible {
  var description: String { "usage: dockhostd dial ADDRESS PORT, with a socket as standard output" }
}
