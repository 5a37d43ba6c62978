import ArgumentParser
import Configuration
import DockhostInterface
import DockhostRuntime
import Glibc
import Logging
import Systemd

struct Dockhostd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dockhostd",
    abstract: "Keep Docker hosts in Multipass instances running",
    discussion: """
      The service manager starts it: systemctl --user start dockhostd. Control it with dockhostctl.
      SIGHUP makes it read its configuration again. SIGTERM ends it and leaves the instances as they are.
      """,
    version: Product.version)

  @Option(help: ArgumentHelp("Read the configuration from this file", valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("Listen on this socket, unless the service manager passes one", valueName: "path"))
  var socket: String?

  @Option(help: ArgumentHelp("Keep what is remembered of the hosts in this folder", valueName: "folder"))
  var stateDir: String?

  @Option(help: ArgumentHelp("Put sockets into this folder", valueName: "folder"))
  var runtimeDir: String?

  @Flag(help: "Log each look, too, not only what changed")
  var verbose = false

  /// Lives as long as the process.
  @MainActor private static var daemon: Daemon?

  // ArgumentParser knows of no actor; `main` runs on the main queue.
  func run() throws {
    try MainActor.assumeIsolated { try serve() }
  }

  @MainActor private func serve() throws {
    LoggingSystem.bootstrap { _ in ServiceLogHandler(identifier: "dockhostd") }
    var logger = Logger(label: "dockhostd")
    logger.logLevel = verbose ? .debug : .info
    let paths = DaemonPaths(configuration: config, state: stateDir, runtime: runtimeDir, socket: socket)
    do {
      let settings = try loadSettings(paths.configuration, mustExist: config != nil)
      let passed = try listenDescriptors()["control"]?.first
      let listener = try passed ?? bindControlSocket(path: paths.socket)
      let daemon = try Daemon(settings: settings, paths: paths, logger: logger)
      daemon.run(listener: listener)
      Self.daemon = daemon
    } catch let error as SettingsError {
      logger.error("\(error)", metadata: ["file": "\(error.file)"])
      // A bad configuration is not mended by starting again: the unit has RestartPreventExitStatus=78.
      throw ExitCode(EX_CONFIG)
    } catch {
      logger.error("\(error)")
      throw ExitCode.failure
    }
  }
}
