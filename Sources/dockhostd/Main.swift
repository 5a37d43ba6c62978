import ArgumentParser
import Dispatch
import DockhostRuntime

/// The daemon, or the small errand that ssh sends it on: connecting by the right bridge.
@main
enum Main {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.first == "dial" else {
      Dockhostd.main()
      // Only here, where nothing is on the stack any more: the thread that it is on ends.
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
