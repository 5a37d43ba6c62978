import StandIn
import Testing

/// Every command in every state, on the daemon over its socket.
@Suite struct StateTable {
  enum Expected {
    case ok(String)
    case refused(String)
    case aborted
  }

  private func check(_ state: MachineState, _ request: Request, _ expected: Expected) throws {
    let bench = try Bench(state)
    switch expected {
    case .ok(let word):
      #expect(try bench.ask(request) == .done)
      #expect(bench.word == word)
    case .refused(let text):
      #expect(try bench.refusal(of: request).text(of: "x") == "x failed: \(text)\n")
      #expect(bench.word == state.rawValue)
    case .aborted:
      #expect(try bench.refusal(of: request).kind == .aborted)
    }
  }

  private static let several = "The following errors occurred:\n"
  private static let unknown =
    several + "Instance 'docker-host' is already running, but in an unknown state.\nTry to stop it first."

  @Test(arguments: [
    (MachineState.running, Expected.ok("Running")), (.delayedShutdown, .ok("Running")), (.stopped, .ok("Running")),
    (.suspended, .ok("Running")), (.starting, .ok("Running")), (.restarting, .ok("Running")),
    (.suspending, .refused(several + "Cannot start the instance 'docker-host' while suspending.")),
    (.unknown, .refused(unknown)),
  ])
  func `start`(_ state: MachineState, _ expected: Expected) throws {
    try check(state, .start(names: ["docker-host"], timeout: nil), expected)
  }

  @Test(arguments: [
    (MachineState.running, Expected.ok("Stopped")), (.delayedShutdown, .ok("Stopped")), (.stopped, .ok("Stopped")),
    (.unknown, .ok("Stopped")), (.suspended, .refused("Cannot stop suspended instance.")),
    (.suspending, .refused("Cannot stop instance while suspending.")),
    (.starting, .refused("Cannot stop instance while starting.")),
    (.restarting, .refused("Cannot stop instance while starting.")),
  ])
  func `stop`(_ state: MachineState, _ expected: Expected) throws {
    try check(state, .stop(names: ["docker-host"], .inOrder(afterMinutes: 0)), expected)
  }

  @Test(arguments: MachineState.allCases)
  func `stop by force stops everything`(_ state: MachineState) throws {
    let bench = try Bench(state)
    #expect(try bench.ask(.stop(names: ["docker-host"], .force)) == .done)
    #expect(bench.word == "Stopped")
    #expect(bench.guests["docker-host"]?.isOn == false)
  }

  @Test(arguments: [
    (MachineState.running, Expected.ok("Running")), (.delayedShutdown, .ok("Running")), (.stopped, .refused(unknown)),
    (.unknown, .refused(unknown)), (.suspended, .refused(unknown)), (.suspending, .refused(unknown)),
    (.starting, .refused(unknown)), (.restarting, .refused(unknown)),
  ])
  func `restart`(_ state: MachineState, _ expected: Expected) throws {
    try check(state, .restart(names: ["docker-host"], timeout: nil), expected)
  }

  @Test(arguments: [
    (MachineState.running, "Suspended"), (.delayedShutdown, "Suspended"), (.stopped, "Stopped"),
    (.suspended, "Suspended"), (.starting, "Starting"), (.restarting, "Restarting"), (.suspending, "Suspending"),
    (.unknown, "Unknown"),
  ])
  func `suspend never fails`(_ state: MachineState, _ word: String) throws {
    try check(state, .suspend(names: ["docker-host"]), .ok(word))
  }

  @Test(arguments: [
    (MachineState.stopped, Expected.aborted), (.suspended, .aborted), (.starting, .aborted), (.restarting, .aborted),
    (.suspending, .aborted), (.unknown, .refused("Cannot retrieve credentials in unknown state")),
  ])
  func `exec`(_ state: MachineState, _ expected: Expected) throws {
    try check(state, .enter(name: "docker-host", command: ["true"]), expected)
  }

  @Test(arguments: MachineState.allCases)
  func `set changes nothing but a stopped instance`(_ state: MachineState) throws {
    let reason = "Instance must be stopped for modification"
    let refusal = "Cannot update instance settings; instance: docker-host; reason: \(reason)"
    try check(
      state, .set(key: "local.docker-host.cpus", value: "4"), state == .stopped ? .ok("Stopped") : .refused(refusal))
  }

  static let onDeleted: [(Request, String)] = [
    (
      .start(names: ["docker-host"], timeout: nil),
      "instance(s) missing\nInstance 'docker-host' is deleted. Use 'recover' to recover it."
    ),
    (.stop(names: ["docker-host"], .inOrder(afterMinutes: 0)), several + "instance \"docker-host\" is deleted"),
    (.stop(names: ["docker-host"], .force), several + "instance \"docker-host\" is deleted"),
    (.restart(names: ["docker-host"], timeout: nil), several + "instance \"docker-host\" is deleted"),
    (.suspend(names: ["docker-host"]), several + "instance \"docker-host\" is deleted"),
    (.enter(name: "docker-host", command: ["true"]), "instance \"docker-host\" is deleted"),
    (
      .set(key: "local.docker-host.cpus", value: "4"),
      "Cannot update instance settings; instance: docker-host; reason: Instance is deleted"
    ),
  ]

  @Test(arguments: onDeleted)
  func `nothing but recover and purge works on a deleted one`(_ request: Request, _ text: String) throws {
    let bench = try Bench(.stopped) { $0.isDeleted = true }
    #expect(try bench.refusal(of: request).text(of: "x") == "x failed: \(text)\n")
    #expect(bench.word == "Deleted")
  }

  static let onMissing: [(Request, String)] = [
    (.start(names: ["nosuch"], timeout: nil), "instance(s) missing\nInstance 'nosuch' does not exist."),
    (.stop(names: ["nosuch"], .force), several + "instance \"nosuch\" does not exist"),
    (.restart(names: ["nosuch"], timeout: nil), several + "instance \"nosuch\" does not exist"),
    (.suspend(names: ["nosuch"]), several + "instance \"nosuch\" does not exist"),
    (.delete(names: ["nosuch"], purge: false), several + "instance \"nosuch\" does not exist"),
    (.recover(names: ["nosuch"]), several + "instance \"nosuch\" does not exist"),
    (.info(names: ["docker-host", "nosuch"], entering: true), several + "instance \"nosuch\" does not exist"),
    (.enter(name: "nosuch", command: ["true"]), "instance \"nosuch\" does not exist"),
    (.unmount(name: "nosuch", target: nil), several + "instance 'nosuch' does not exist"),
    (
      .set(key: "local.nosuch.cpus", value: "4"),
      "Cannot update instance settings; instance: nosuch; reason: No such instance"
    ),
    (.get(key: "local.nope"), "Unrecognized settings key: 'local.nope'"),
    (.set(key: "local.nope", value: "1"), "Unrecognized settings key: 'local.nope'"),
  ]

  @Test(arguments: onMissing)
  func `a name that is not there is refused in each command's words`(_ request: Request, _ text: String) throws {
    let bench = try Bench(.running)
    #expect(try bench.refusal(of: request).text(of: "x") == "x failed: \(text)\n")
  }
}
