import DockhostInterface
import FoundationEssentials

/// When all of it happens.
let noon = Date(timeIntervalSince1970: 1_782_993_600)  // 2026-07-02T12:00:00Z

extension Host {
  /// A healthy host, but for what a test says.
  static func sample(
    _ name: String = "docker-host", _ phase: Phase = .healthy, desired: Desired = .running, paused: Bool = false,
    _ conditions: [Condition] = [], address: String? = "10.231.0.7", engine: String? = "28.1.1",
    containers: Int? = 3, incident: Incident? = nil
  ) -> Host {
    Host(
      name: name, desired: desired, paused: paused, phase: phase, conditions: conditions,
      instance: Instance(state: "Running", release: "Ubuntu 24.04 LTS", cpus: 2, memory: 4 << 30, disk: 43_486_543_872),
      endpoint: Endpoint(address: address, port: 2375, engineVersion: engine, containersRunning: containers),
      lastIncident: incident)
  }

  /// One that offers nothing at the moment.
  static func absent(_ name: String = "docker-host", _ phase: Phase, _ conditions: [Condition] = []) -> Host {
    sample(name, phase, conditions, address: nil, engine: nil, containers: nil)
  }

  static let stoppedAsWished = sample(
    "spare", .stopped, desired: .stopped, address: nil, engine: nil, containers: nil)
}

extension Condition {
  static let engineDown = Condition(
    code: "engine-down", severity: .error, message: "Docker Engine on 'docker-host' is down.",
    since: "2026-07-02T11:57:00Z", evidence: ["10.231.0.7:2375 refused the connection"],
    hint: "dockhostctl restart --engine docker-host")

  static let clockSkew = Condition(
    code: "clock-skew", severity: .warning, message: "The clock of 'docker-host' is 40 s behind this machine's.",
    since: "2026-07-02T10:00:00Z", evidence: [])

  static let starting = Condition(
    code: "engine-starting", severity: .info, message: "Docker Engine on 'docker-host' is starting.",
    since: "2026-07-02T11:59:48Z", evidence: [])
}

extension Incident {
  static let over = Incident(
    code: "engine-down", message: "Docker Engine on 'docker-host' is down.", began: "2026-07-02T11:50:00.250Z",
    ended: "2026-07-02T11:50:12.750Z", actions: ["restarted Docker Engine", "restarted the instance"])

  static let now = Incident(
    code: "engine-down", message: "Docker Engine on 'docker-host' is down.", began: "2026-07-02T11:57:00Z",
    actions: ["restarted Docker Engine"])
}
