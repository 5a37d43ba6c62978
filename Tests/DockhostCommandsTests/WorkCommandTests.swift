import DockhostClient
import DockhostInterface
import Locks
import Testing
import Varlink

@testable import DockhostCommands

@Suite struct WorkCommands {
  @Test(arguments: [
    (["up"], HostWork.up(GuestWishes(), plan: false), nil),
    (
      [
        "up", "big", "--cpus", "4", "--memory", "8G", "--disk", "80G", "--image", "24.04", "--engine-version", "28",
        "--install", "distro", "--plan",
      ],
      .up(
        GuestWishes(cpus: 4, memory: "8G", disk: "80G", image: "24.04", engineVersion: "28", install: .distro),
        plan: true), "big"
    ),
    (["up", "--deb-dir", "/usr/../tmp/"], .up(GuestWishes(install: .deb, debFolder: "/tmp"), plan: false), nil),
    (["resize", "one", "--cpus", "4", "--disk", "80G"], .resize(cpus: 4, memory: nil, disk: "80G"), "one"),
    (["delete", "one"], .delete(purge: false), "one"), (["delete", "--purge"], .delete(purge: true), nil),
    (["engine", "upgrade", "one", "--version", "28"], .upgrade(version: "28"), "one"),
    (["engine", "upgrade", "--version", "latest"], .upgrade(version: nil), nil),
    (["mount", "/tmp"], .mount(source: "/tmp", target: nil), nil),
    (["mount", "one", "/tmp/.:/mnt/tmp"], .mount(source: "/tmp", target: "/mnt/tmp"), "one"),
    (["mount", "one", "/tmp", "/mnt/tmp"], .mount(source: "/tmp", target: "/mnt/tmp"), "one"),
    (["unmount", "/mnt/tmp"], .unmount(target: "/mnt/tmp"), nil),
    (["unmount", "one", "/mnt/tmp"], .unmount(target: "/mnt/tmp"), "one"), (["verify", "one"], .verify, "one"),
  ])
  func `calls its method with what was typed`(command: [String], work: HostWork, host: String?) throws {
    let daemon = FakeDaemon { call in
      guard call.work == work, call.host == host, call.head.more else { return call.hangUp() }
      call.reply(WorkReply(host: .sample(), lines: ["all is as it should be"]))
    }
    let outcome = try run(command, with: daemon)
    #expect(outcome.status == 0 && outcome.output.hasPrefix("all is as it should be\n"))
  }

  private let raising = FakeDaemon { call in
    let steps = [
      WorkStep(name: "launch", title: "Creating the instance", done: 1, total: 100),
      WorkStep(name: "launch", title: "Creating the instance", done: 50, total: 100),
      WorkStep(name: "install", title: "Downloading packages"),
      WorkStep(name: "install", title: "Setting up docker-ce"),
    ]
    for step in steps { call.reply(WorkReply(host: .sample("one"), work: step), continues: true) }
    call.reply(WorkReply(host: .sample("one"), lines: ["Docker Engine 28.1.1 runs in 'one'"]))
  }

  @Test func `tells each step in a line where there is no terminal, then the end and the endpoint`() throws {
    let outcome = try run("up", "one", with: raising)
    #expect(outcome.status == 0)
    #expect(outcome.output == "Docker Engine 28.1.1 runs in 'one'\nDOCKER_HOST=tcp://10.231.0.7:2375\n")
    #expect(
      outcome.errors.hasPrefix(
        "one: Creating the instance\none: Downloading packages\none: Setting up docker-ce\n"
          + "dockhostctl: there is no docker client on this machine. Install one: "))
  }

  @Test func `prints each reply as it came, and nothing if asked to`() throws {
    let outcome = try run("up", "--json", with: raising)
    #expect(outcome.output.split(separator: "\n").count == 5 && outcome.errors == "")
    #expect(try run("up", "--quiet", with: raising) == Outcome(status: 0, output: "", errors: ""))
  }

  @Test func `tells what works, and fails where something does not`() throws {
    let daemon = FakeDaemon { call in
      call.reply(
        WorkReply(
          host: .sample(), lines: ["works: image: pulled"],
          checks: [
            CheckResult(name: "image", works: true, detail: "pulled"),
            CheckResult(name: "names", works: false, detail: ""),
          ]))
    }
    #expect(try run("verify", with: daemon) == Outcome(status: 1, output: "✓ image: pulled\n✗ names\n", errors: ""))
  }

  @Test func `tells why a step failed, and what to try`() throws {
    let daemon = FakeDaemon { call in
      call.reply(WorkReply(work: WorkStep(name: "launch", title: "Creating the instance")), continues: true)
      call.fail(.workFailed(host: "one", step: "launch", reason: "there is no image 'x'", hint: "see: multipass find"))
    }
    #expect(
      try run("up", "one", with: daemon)
        == Outcome(
          status: 1, output: "",
          errors: "one: Creating the instance\ndockhostctl: there is no image 'x'\n  see: multipass find\n"))
  }

  @Test func `takes Dockhost's files out of all guests, and goes on where one cannot be reached`() throws {
    let paused = Trail()
    let daemon = FakeDaemon { call in
      switch (call.method, call.host) {
      case (.pause, let host?), (.resume, let host?):
        paused.add("\(call.head.member) \(host)")
        call.reply(ActionReply(host: .sample(host)))
      case (.getStatus, _): call.reply(StatusReply(hosts: [.sample("one"), .sample("two")]))
      case (.forget, "one"):
        call.fail(.workFailed(host: "one", step: "remove", reason: "'one' does not answer", hint: "see: x"))
      case (.forget, "two"): call.reply(WorkReply(host: .sample("two"), lines: ["removed 7 files"]))
      default: call.hangUp()
      }
    }
    #expect(
      try run("forget", with: daemon)
        == Outcome(
          status: 1, output: "removed 7 files\n",
          errors: "dockhostctl: 'one' was left as it is: 'one' does not answer\n"))
    #expect(paused.all == ["Pause one", "Resume one", "Pause two"])
    #expect(try !run("help").output.contains("forget"))
  }
}

/// What a daemon was asked for, in order.
private final class Trail: Sendable {
  private let calls = Locked<[String]>([])

  var all: [String] { calls.withLock { $0 } }

  func add(_ call: String) { calls.withLock { $0.append(call) } }
}

extension FakeCall {
  /// What the call asks for, if it begins a work.
  fileprivate var work: HostWork? {
    switch method {
    case .up: parameters(UpParameters.self).map { .up($0.wishes ?? GuestWishes(), plan: $0.plan ?? false) }
    case .resize: parameters(ResizeParameters.self).map { .resize(cpus: $0.cpus, memory: $0.memory, disk: $0.disk) }
    case .delete: parameters(DeleteParameters.self).map { .delete(purge: $0.purge ?? false) }
    case .upgrade: parameters(UpgradeParameters.self).map { .upgrade(version: $0.version) }
    case .mount: parameters(MountParameters.self).map { .mount(source: $0.source, target: $0.target) }
    case .unmount: parameters(UnmountParameters.self).map { .unmount(target: $0.target) }
    case .verify: .verify
    case .forget: .forget
    default: nil
    }
  }
}
