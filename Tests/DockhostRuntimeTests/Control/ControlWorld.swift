import DockhostInterface
import FoundationEssentials
import Glibc
import Testing

@testable import DockhostRuntime

/// A control server on a real socket in a folder of its own, and a supervisor that a test plays.
final class ControlWorld {
  let folder: String
  let server: ControlServer
  let supervisor = ScriptedSupervisor()
  var path: String { folder + "/control.sock" }

  init(limits: ControlLimits = ControlLimits()) throws {
    folder = try temporaryFolder()
    server = ControlServer(
      listener: try bindControlSocket(path: folder + "/control.sock"), handler: supervisor, limits: limits)
  }

  func client() throws -> ControlClient {
    try ControlClient(path: path)
  }

  func end() {
    server.close()
    removeFolder(folder)
  }
}

/// Keeps callers, or answers them by a script.
final class ScriptedSupervisor: ControlHandler {
  struct Arrival {
    let request: ControlRequest
    let caller: Caller
  }

  let arrivals = Occurrences<Arrival>()
  /// Answers at once; nil leaves the caller waiting.
  var script: ((ControlRequest, Caller) -> Void)?

  func handle(_ request: ControlRequest, from caller: Caller) {
    if let script { script(request, caller) }
    arrivals.add(Arrival(request: request, caller: caller))
  }

  /// Answers `GetStatus` with the host that was asked for, by name, and nothing else.
  func answerStatus(conditions: [Condition] = []) {
    script = { request, caller in
      guard case .getStatus(let name) = request else { return }
      caller.reply(StatusReply(hosts: [host(name ?? "docker-host", conditions: conditions)]))
    }
  }
}

/// A host that is well.
func host(_ name: String, phase: Phase = .healthy, conditions: [Condition] = []) -> Host {
  Host(
    name: name, desired: .running, paused: false, phase: phase, conditions: conditions,
    instance: Instance(state: "Running", release: "Ubuntu 24.04 LTS", cpus: 2, memory: 4 << 30, disk: 40 << 30),
    endpoint: Endpoint(address: "10.231.9.44", port: 2375, engineVersion: "29.1.0", containersRunning: 3))
}

/// A condition whose message has so many bytes.
func condition(bytes: Int) -> Condition {
  Condition(
    code: "engine-down", severity: .error, message: String(repeating: "x", count: bytes),
    since: "2026-11-24T20:00:00Z", evidence: [])
}

/// A call as a client writes it, without its NUL.
nonisolated func call(_ method: SupervisorInterface.Method, _ parameters: String = "{}", flags: String = "") -> String {
  #"{"method":"\#(method.qualifiedName)","parameters":\#(parameters)\#(flags)}"#
}

func temporaryFolder() throws -> String {
  var template = Array("/tmp/dockhost-control.XXXXXX".utf8CString)
  try #require(mkdtemp(&template) != nil)
  return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

func removeFolder(_ folder: String) {
  try? FileManager.default.removeItem(atPath: folder)
}
