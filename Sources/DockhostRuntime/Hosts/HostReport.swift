import Multipass
import Configuration
import Diagnosis
import DockhostInterface
import Supervision

/// What is known of a host at one moment, from the supervisor and from what its driver has read.
struct HostReport {
  let name: String
  let port: Int
  let desired: DesiredState
  let paused: Bool
  let posture: Posture
  let sight: Sight
  let release: String?
  let engineVersion: String?
  let findings: [Finding]

  /// Whether the host should run and is looked after.
  var isWanted: Bool { desired == .running && !paused && !sight.stoppedByOthers && sight.work == nil }

  init(_ driver: HostDriver, at now: Instant) {
    let supervisor = driver.supervisor
    name = driver.name
    port = driver.configuration.enginePort
    desired = supervisor.desired
    paused = supervisor.memory.paused
    posture = supervisor.posture
    sight = supervisor.sight(at: now)
    release = driver.release
    engineVersion = driver.engineVersion
    findings = diagnose(
      Sightings(
        sight, host: name, port: port, isWanted: desired == .running && !paused, bridge: Self.bridge(to: sight)))
  }

  /// The host as clients see it.
  func host(conditions: [Condition], incident: Incident?) -> Host {
    let isRunning = sight.instance == .running
    return Host(
      name: name, desired: Desired(desired), paused: paused, phase: Phase(posture, conditions: conditions),
      conditions: conditions,
      instance: Instance(state: sight.instance?.word ?? "", release: release),
      endpoint: Endpoint(
        address: sight.address, port: port, engineVersion: isRunning ? engineVersion : nil,
        containersRunning: sight.runningContainers),
      lastIncident: incident)
  }

  /// The links of this machine are asked only where the answer could explain something.
  private static func bridge(to sight: Sight) -> Sightings.Bridge {
    guard sight.engine != .up, let address = sight.address else { return .notAsked }
    guard let links = try? bridgePrefixes() else { return .notAsked }
    return DockhostRuntime.bridge(owning: address, among: links).map { .found($0.interface) } ?? .missing
  }
}
