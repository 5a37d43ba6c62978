import ArgumentParser
import DockhostClient
import Glibc

/// Where the daemon is.
struct ConnectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Path of dockhostd's control socket; $DOCKHOST_SOCKET, else the one in $XDG_RUNTIME_DIR if left out.",
      valueName: "path"),
    completion: .file())
  var socket: String?

  /// Long enough for a daemon that has to be started first, short enough for one that hangs.
  static let limit = Duration.seconds(10)

  func path(_ console: Console) -> String {
    controlSocketPath(option: socket, environment: console.environment, user: getuid())
  }

  /// Makes one call and returns its one reply.
  func ask<P: Decodable>(
    _ console: Console, within limit: Duration = Self.limit,
    _ call: (Connection) throws(ClientError) -> Call<P>
  ) throws(Failure) -> Reply<P> {
    try speaking { () throws(ClientError) in
      try call(Connection(path: path(console), within: limit)).reply(within: limit)
    }
  }
}
