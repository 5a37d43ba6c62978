import Configuration
import Diagnosis
import DockhostInterface
import Provisioning
import Supervision
import Testing

@testable import DockhostRuntime

@Suite struct HostValues {
  private func configuration(_ name: String, port: Int = 2375) -> HostConfiguration {
    var configuration = HostConfiguration(name: name)
    configuration.guest.enginePort = port
    return configuration
  }

  @Test func `plans what to do when the settings change`() {
    var slower = configuration("b")
    slower.supervision.probe.interval = .seconds(30)
    let old = ["a": configuration("a"), "b": configuration("b"), "c": configuration("c"), "d": configuration("d")]
    let changes = HostChanges(
      from: old, to: [slower, configuration("c", port: 2376), configuration("d"), configuration("e")])
    #expect(changes.gone == ["a", "c"])
    #expect(changes.begun.map(\.name) == ["c", "e"])
    #expect(changes.adopted == [slower])
    #expect(changes.names == ["a", "b", "c", "e"])
  }

  @Test func `beats twice in the watchdog's interval`() {
    let start = Instant(sinceBoot: .seconds(100))
    var watchdog = Watchdog(interval: .seconds(60), now: start)
    let beats = [0, 29, 31, 45, 61].map { watchdog.beat(at: start + .seconds($0)) }
    #expect(beats == [true, false, true, false, true])
    #expect(watchdog.nextBeat == start + .seconds(91))
    var unwatched = Watchdog(interval: nil, now: start)
    let beat = unwatched.beat(at: start + .seconds(1000))
    #expect(!beat)
    #expect(unwatched.nextBeat == nil)
  }

  @Test func `keeps the beginning of a condition while it holds`() {
    var sightings = Sightings(host: "docker-host", port: 2375, address: "10.231.0.7")
    sightings.instance = .running
    sightings.engine = .down(.refused)
    var log = ConditionLog()
    let first = log.update(diagnose(sightings), at: "t1")
    #expect(first.began.map(\.code) == ["engine-down"])
    sightings.containerd = .hanging
    sightings.multipass = .hung
    let second = log.update(diagnose(sightings), at: "t2")
    #expect(second.began.map(\.code) == ["multipassd-hung"])
    #expect(second.ended.isEmpty)
    #expect(log.conditions.first { $0.code == "engine-down" }?.since == "t1")
    sightings.engine = .up
    sightings.multipass = .fine
    sightings.containerd = .fine
    let third = log.update(diagnose(sightings), at: "t3")
    #expect(Set(third.ended.map(\.code)) == ["engine-down", "multipassd-hung"])
    #expect(log.conditions.isEmpty)
  }

  private func condition(_ severity: Severity) -> Condition {
    Condition(code: "engine-down", severity: severity, message: "Down.", since: "t0", evidence: [])
  }

  @Test func `tells of an incident from the first error to the answer`() {
    var log = IncidentLog()
    log.update(isUp: false, isWanted: true, hasBeenUp: false, worst: condition(.error), at: "t1")
    #expect(log.last == nil)
    log.update(isUp: false, isWanted: true, hasBeenUp: true, worst: condition(.info), at: "t2")
    #expect(log.last == nil)
    log.note(.start, at: "t2")
    log.update(isUp: false, isWanted: true, hasBeenUp: true, worst: condition(.error), at: "t3")
    log.note(.start, at: "t4")
    log.update(isUp: true, isWanted: true, hasBeenUp: true, worst: nil, at: "t5")
    #expect(
      log.last
        == Incident(
          code: "engine-down", message: "Down.", began: "t3", ended: "t5", actions: ["t4 starting the instance"]))
  }

  @Test(arguments: [
    (Posture.up, [Severity](), Phase.healthy), (.up, [.info], .healthy), (.up, [.warning], .degraded),
    (.suspect, [], .suspect), (.waiting, [.error], .waiting), (.recovering, [.error], .recovering),
    (.absent, [.error], .absent), (.stopped, [.info], .stopped), (.starting, [.info], .starting),
  ])
  func `names the phase`(posture: Posture, severities: [Severity], phase: Phase) {
    #expect(Phase(posture, conditions: severities.map(condition)) == phase)
  }

  @Test func `sums the hosts up in one line`() {
    func host(_ name: String, _ phase: Phase, _ conditions: [Condition] = []) -> Host {
      Host(
        name: name, desired: .running, paused: false, phase: phase, conditions: conditions,
        instance: Instance(state: "Running"),
        endpoint: Endpoint(address: "10.231.0.7", port: 2375, engineVersion: "29.1.0"))
    }
    #expect(statusLine([]) == "no host is configured")
    #expect(statusLine([host("a", .healthy)]) == "a: healthy, Docker 29.1.0 at 10.231.0.7:2375")
    #expect(statusLine([host("a", .waiting, [condition(.error)])]) == "a: waiting. Down.")
    #expect(
      statusLine([host("a", .healthy), host("b", .stopped), host("c", .healthy)]) == "3 hosts: 2 healthy, 1 stopped")
  }

  @Test func `finds its places by the XDG variables and what is given`() {
    let plain = DaemonPaths(environment: { ["HOME": "/home/dev"][$0] }, userID: 1000)
    #expect(plain.configuration == "/home/dev/.config/dockhost/config.toml")
    #expect(plain.state == "/home/dev/.local/state/dockhost")
    #expect(plain.socket == "/run/user/1000/dockhost/control.sock")
    let moved = DaemonPaths(
      state: "/s", runtime: "/r",
      environment: { ["HOME": "/h", "XDG_CONFIG_HOME": "/c", "XDG_RUNTIME_DIR": "", "XDG_STATE_HOME": "/x"][$0] })
    #expect(moved.configuration == "/c/dockhost/config.toml")
    #expect(moved.state == "/s")
    #expect(moved.socket == "/r/control.sock")
    #expect(DaemonPaths(environment: { ["DOCKHOST_SOCKET": "/sock"][$0] }).socket == "/sock")
  }
}
