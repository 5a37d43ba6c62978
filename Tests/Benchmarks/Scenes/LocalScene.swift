import CLinux
import Glibc

/// A daemon on this machine, in a folder of its own, with engines that this process plays and a `multipass` that calls
/// every host Running.
final class LocalScene {
  let monitorPath: String
  /// From the moment before the program is started to its READY=1.
  let timeToReady: Duration
  private let folder: String
  private let daemon: Child
  private let notices: Notices
  private let engines: PlayedEngines

  var process: Int32 { daemon.process }

  init(_ programs: MeasuredPrograms, hosts count: Int) throws {
    folder = try makeTemporaryFolder()
    monitorPath = "\(folder)/control.sock"
    do {
      engines = try PlayedEngines(count: count)
      try Self.furnish(folder, engines)
      notices = try Notices(path: "\(folder)/notify")
      let log = open("\(folder)/log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
      defer { close(log) }
      let before = ContinuousClock.now
      daemon = try Child(
        [programs.path("dockhostd"), "--config", "\(folder)/config.toml", "--socket", monitorPath]
          + ["--state-dir", "\(folder)/state", "--runtime-dir", folder],
        environment: ["PATH=\(folder):/usr/bin:/bin", "HOME=\(folder)", "NOTIFY_SOCKET=\(folder)/notify"], output: log)
      timeToReady = try notices.waitForReady(within: .seconds(20)) - before
    } catch {
      let said = readFile("\(folder)/log").suffix(1000)
      removeFolder(folder)
      throw MeasurementFailure("the daemon did not start: \(error)\n\(said)")
    }
  }

  func end() {
    daemon.end()
    engines.end()
    removeFolder(folder)
  }

  private static func furnish(_ folder: String, _ engines: PlayedEngines) throws {
    let names = engines.addresses.indices.map { "host-\($0 + 1)" }
    let settings = names.map { "[host.\($0).engine]\nport = \(engines.port)\n" }
    try writeFile(settings.joined(), to: "\(folder)/config.toml")
    let entries = zip(names, engines.addresses).map {
      #"{"name":"\#($0)","state":"Running","release":"24.04 LTS","ipv4":["\#($1)"]}"#
    }
    try writeFile(#"{"list":[\#(entries.joined(separator: ","))]}"#, to: "\(folder)/list.json")
    try writeFile("#!/bin/sh\nexec cat '\(folder)/list.json'\n", to: "\(folder)/multipass", mode: 0o755)
    mkdir("\(folder)/state", 0o700)
    for (name, address) in zip(names, engines.addresses) {
      mkdir("\(folder)/state/\(name)", 0o700)
      // An address that is remembered: there is no bridge on which it could be found.
      let state = #"{"boot":"","paused":false,"stoppedByOthers":false,"address":"\#(address)"}"#
      try writeFile(state, to: "\(folder)/state/\(name)/state.json", mode: 0o600)
    }
  }
}

/// The socket on which a service says how far it is, as sd_notify(3) has it.
private final class Notices {
  private let descriptor: Int32

  init(path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0 else { throw MeasurementFailure.system("listen on \"\(path)\"") }
  }

  deinit {
    close(descriptor)
  }

  /// When READY=1 came.
  func waitForReady(within limit: Duration) throws -> ContinuousClock.Instant {
    let deadline = ContinuousClock.now + limit
    var bytes = [UInt8](repeating: 0, count: 4096)
    while waitToRead([descriptor], before: deadline) != nil {
      let count = recv(descriptor, &bytes, bytes.count, 0)
      let now = ContinuousClock.now
      let lines = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self).split(separator: "\n")
      if lines.contains("READY=1") { return now }
    }
    throw MeasurementFailure("no READY=1 within \(limit)")
  }
}
