import CLinux
import Dispatch
import Glibc
import Machines
import StandIn

/// The stand-in for the program `multipassd`: `multipassd --socket PATH --lab DIR`.
@main enum MultipassDaemon {
  static func main() {
    do {
      try serve()
    } catch {
      complain("\(error)")
    }
    dispatchMain()
  }

  private static func serve() throws {
    let (socket, lab) = readArguments()
    let folder = try DaemonFolder(lab: lab)
    let daemon = Daemon(guests: try LabGuests(labDirectory: lab), folder: folder)
    let server = try Server(path: socket, daemon: daemon)
    try folder.writePID()
    endOnTermination(daemon, server)
    daemon.resume()
  }

  private static func readArguments() -> (socket: String, lab: String) {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count == 4, arguments[0] == "--socket", arguments[2] == "--lab" else {
      complain("usage: multipassd --socket PATH --lab DIR")
    }
    return (arguments[1], arguments[3])
  }

  private static func complain(_ text: String) -> Never {
    let line = "multipassd: \(text)\n"
    _ = write(STDERR_FILENO, line, line.utf8.count)
    exit(1)
  }

  /// The socket goes at once, the daemon when its work is done.
  private static func endOnTermination(_ daemon: Daemon, _ server: Server) {
    let source = DispatchSource.makeReadSource(fileDescriptor: terminations(), queue: .global())
    source.setEventHandler {
      source.cancel()
      server.close()
      daemon.shutDown { exit(0) }
    }
    source.activate()
  }

  /// A pipe that becomes readable on SIGTERM. A handler, unlike a blocked or an ignored signal, is not inherited by the
  /// machines that the daemon starts.
  private static func terminations() -> Int32 {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { complain("no pipe: \(String(cString: strerror(errno)))") }
    signalPipe = ends[1]
    signal(SIGTERM) { _ in _ = write(signalPipe, "!", 1) }
    return ends[0]
  }
}

// Set once, before the handler that reads it.
nonisolated(unsafe) private var signalPipe: Int32 = -1
