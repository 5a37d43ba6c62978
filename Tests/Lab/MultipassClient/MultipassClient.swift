import Glibc
import StandIn

/// The stand-in for the program `multipass`.
@main enum MultipassClient {
  static func main() {
    // A guest's command that ends early must not take the client with it.
    signal(SIGPIPE, SIG_IGN)
    do throws(UsageError) {
      let command = try ClientCommand(parsing: Array(CommandLine.arguments.dropFirst()))
      let daemon = try daemonPath()
      try requireCertificate(Certificate.path(besides: daemon))
      exit(Client(daemon: daemon).run(command))
    } catch {
      Output.print(error.text, to: error.isHelp ? STDOUT_FILENO : STDERR_FILENO)
      exit(error.exitCode)
    }
  }

  /// Without it the client dies of an exception, whatever the command.
  private static func requireCertificate(_ path: String) throws(UsageError) {
    guard access(path, R_OK) != 0 else { return }
    throw UsageError(
      text: "[error] [client] Caught an unhandled exception: failed to open file '\(path)': "
        + "No such file or directory(2)\n", exitCode: 1, isHelp: false)
  }

  /// Where the daemon listens; an address that names no file is a crash of the client, as in life.
  private static func daemonPath() throws(UsageError) -> String {
    guard let address = getenv("MULTIPASS_SERVER_ADDRESS").map({ String(cString: $0) }) else {
      return "/run/multipass_socket"
    }
    guard address.hasPrefix("unix:"), address.count > 5 else {
      throw UsageError(
        text: "[error] [client] Caught an unhandled exception: missing socket file in address '\(address)'\n",
        exitCode: 1, isHelp: false)
    }
    return String(address.dropFirst(5))
  }
}

/// Unbuffered output.
enum Output {
  static func print(_ text: String, to descriptor: Int32 = STDOUT_FILENO) {
    write(Array(text.utf8)[...], to: descriptor)
  }

  /// Writes all of it, or gives up when nobody reads any more.
  static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) {
    var rest = bytes
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno != EINTR { return }
      rest = rest.dropFirst(max(0, written))
    }
  }
}
