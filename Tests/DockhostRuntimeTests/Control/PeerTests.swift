import Dispatch
import DockhostInterface
import Glibc
import Supervision
import Testing

@testable import DockhostRuntime

/// The socket as a client sees it that others wrote: the package `varlink` of PyPI.
@Suite(.timeLimit(.minutes(3))) struct ControlPeer {
  @Test func `gets on with the varlink package of PyPI`() async throws {
    let world = try ControlWorld()
    defer { world.end() }
    let watchers = Watchers()
    play(world.supervisor, watchers)
    let result = try await talk(to: world.path, in: world.folder)
    #expect(result.status == 0 && result.output == "ok\n", "\(result.output)")
    #expect(world.supervisor.arrivals.all.contains { $0.request == .getSettings })
  }

  @Test func `gets on with it as the program that is built, too`() async throws {
    let daemon = try DaemonProcess(configuration: "[host.docker-host]\n[host.spare]\n")
    let result = try await talk(to: daemon.path, in: daemon.folder)
    #expect(result.status == 0 && result.output == "ok\n", "\(result.output)\n\(daemon.log)")
    #expect(daemon.end() == 0, "\(daemon.log)")
  }

  /// Installs the package into `folder` and runs the script with it; without the package, the test is cancelled.
  private func talk(to socket: String, in folder: String) async throws -> CommandResult {
    let tools = folder + "/venv"
    let installed = try await run(
      "python3 -m venv '\(tools)' && '\(tools)/bin/pip' install --quiet --retries 0 varlink")
    guard installed.status == 0 else { try Test.cancel("no varlink package from pip: \(installed.output)") }
    return try await run("'\(tools)/bin/python' '\(script)' '\(socket)' docker-host")
  }

  private var script: String {
    #filePath.split(separator: "/").dropLast().reduce(into: "") { $0 += "/" + $1 } + "/peer.py"
  }

  /// One host, `docker-host`, that can be paused and watched.
  private func play(_ supervisor: ScriptedSupervisor, _ watchers: Watchers) {
    var known = host("docker-host")
    supervisor.script = { request, caller in
      switch request {
      case .getStatus(let name?) where name != known.name: caller.fail(.noSuchHost(host: name))
      case .getStatus: caller.reply(StatusReply(hosts: [known]))
      case .monitor(let name): watchers.add(caller, host: name, hosts: [known])
      case .act(let request, _):
        caller.reply(ActionReply(host: known, step: "looking"), continues: true)
        known.paused = request == .pause
        watchers.tell([known])
        caller.reply(ActionReply(host: known))
      case .getSettings: caller.reply(SettingsReply(toml: "default-host = \"docker-host\"\n"))
      case .reload: caller.reply(ReloadReply(changed: []))
      case .work: caller.reply(WorkReply())
      case .getAccess: caller.reply(AccessReply(arguments: [], quotes: false))
      }
    }
  }
}

/// How a shell command ended: its exit status and what it printed on either stream.
nonisolated private struct CommandResult: Sendable {
  var status: Int32
  var output: String
}

/// Runs a shell command beside the main queue, which serves it.
nonisolated private func run(_ command: String) async throws -> CommandResult {
  await withCheckedContinuation { done in
    DispatchQueue(label: "command").async {
      var output: [UInt8] = []
      guard let pipe = popen("{ \(command); } 2>&1", "r") else {
        return done.resume(returning: CommandResult(status: -1, output: "popen: \(errno)"))
      }
      var chunk = [UInt8](repeating: 0, count: 4096)
      while case let count = fread(&chunk, 1, chunk.count, pipe), count > 0 { output += chunk[..<count] }
      done.resume(returning: CommandResult(status: pclose(pipe), output: String(decoding: output, as: UTF8.self)))
    }
  }
}
