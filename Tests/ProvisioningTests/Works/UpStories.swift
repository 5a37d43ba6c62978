import Multipass
import Provisioning
import Supervision
import Testing

/// What `up` does in particular cases.
@Suite struct UpStories {
  private func things(_ state: InstanceState?, engine: String? = nil) -> WorkWorld.Things {
    var things = WorkWorld.Things(instance: state)
    things.guest.engineVersion = engine
    if engine != nil { things.guest.setUp() }
    return things
  }

  @Test(arguments: [
    (CommandEnd(exit: .code(5), errorOutput: "Timed out waiting for instance launch.\n"), InstanceState.starting),
    (CommandEnd(exit: .code(5), errorOutput: "Timed out waiting for instance launch.\n"), .running),
    (
      CommandEnd(exit: .code(2), errorOutput: "launch failed: timed out waiting for initialization to complete"),
      .running
    ),
    (CommandEnd(exit: .limitPassed), .starting),
    (CommandEnd(exit: .code(2), errorOutput: "launch failed: docker-host: timed out waiting for response"), .unknown),
  ])
  func `goes on with what a launch left that ran out of time`(_ end: CommandEnd, _ state: InstanceState) {
    var world = WorkWorld()
    world.launchTrouble = (end, state)
    #expect(world.run(UpTests.up()).end.isDone)
    #expect(world.things.instance == .running)
    #expect(world.count.launches == 1)
    #expect(world.count.powerCuts == (state == .unknown ? 1 : 0))
  }

  @Test func `tells why a launch failed that left nothing`() {
    var world = WorkWorld()
    world.launchTrouble = (CommandEnd(exit: .code(5), errorOutput: "Timed out waiting for instance launch.\n"), nil)
    #expect(world.run(UpTests.up()).end.failure?.step == "launch")
    #expect(world.run(UpTests.up()).end.isDone)
    #expect(world.count.launches == 1)
  }

  @Test(arguments: [
    ("KVM support is not enabled on this machine.", "/dev/kvm"), ("dnsmasq died: x", "ss -lnup"),
    ("Requested disk (1 bytes) below minimum for this image (2 bytes)", "--disk 40G"),
    ("Unable to find an image matching \"x\" in remote \"\".", "multipass find"),
  ])
  func `ends with the meaning of a refusal`(_ text: String, _ hint: String) {
    var world = WorkWorld()
    world.refusal = ("launch", text)
    let run = world.run(UpTests.up())
    #expect(run.steps == ["key", "look", "launch"])
    #expect(run.end.failure?.hint.contains(hint) == true)
    #expect(world.things.instance == nil)
  }

  @Test func `waits for a launch that a dead daemon has left behind, and makes no second instance`() {
    var world = WorkWorld()
    world.run(UpTests.up(), dying: Death(step: 2, moment: .within))
    let run = world.run(UpTests.up())
    #expect(run.end.isDone)
    #expect(run.steps.contains("wait"))
    #expect(world.count.launches == 1)
  }

  @Test func `does not wait for another launch for ever`() {
    var world = WorkWorld()
    world.refusal = ("launch", "instance \"docker-host\" is being prepared")
    #expect(world.run(UpTests.up()).end.failure?.reason == "another launch of 'docker-host' is under way")
    #expect((.seconds(1800)...(.seconds(4000))).contains(world.now))
  }

  @Test func `asks for the home folder first of all, and not where the answer is known`() {
    var world = WorkWorld()
    let run = world.run(UpTests.up(agreed: []))
    #expect(run.steps.isEmpty)
    #expect(run.end.question?.key == Consent.mountHome)
    #expect(run.end.question?.text.contains("'/home/me'") == true)
    #expect(run.end.question?.details.contains { $0.contains("~/.config") } == true)
    #expect(world.run(UpTests.up(agreed: [Consent.noMountHome])).end.isDone)
    #expect(world.things.mounts.isEmpty)
    var settings = GuestSettings()
    settings.mounts = []
    #expect(world.run(UpTests.up(settings, agreed: [])).end.isDone)
  }

  @Test func `does not ask for a home folder that the snap does not see, and says so`() {
    var world = WorkWorld()
    let end = world.run(UpTests.up(agreed: [], sources: MountSources(home: "/srv/me", isSnap: true))).end
    #expect(end.lines.contains { $0.contains("'/srv/me' lies outside /home") })
    #expect(world.things.mounts.isEmpty)
  }

  @Test func `mounts what the snap sees, and tells what it does not`() {
    var settings = GuestSettings()
    settings.mounts = ["/home/me/src", "/home/me/.cache", "/opt/x"].map { MountSettings(source: $0, target: $0) }
    var world = WorkWorld(things: things(.running, engine: "29.1.0"))
    let end = world.run(UpTests.up(settings)).end
    #expect(world.things.mounts == ["/home/me/src": "/home/me/src"])
    #expect(end.lines.count { $0.hasPrefix("not mounted: ") } == 2)
  }

  @Test func `finishes the engine before it tells of a mount that failed`() {
    var world = WorkWorld()
    world.refusal = ("mount", "Error enabling mount support in 'docker-host'")
    let run = world.run(UpTests.up())
    #expect(run.steps.last == "engine")
    #expect(run.end.failure?.hint.contains("multipass-sshfs") == true)
    #expect(world.things.guest.isAsDescribed)
    world.refusal = nil
    #expect(world.run(UpTests.up()).end.isDone)
  }

  @Test func `tells of sizes that differ, with the command that changes them`() {
    var world = WorkWorld(things: things(.running, engine: "29.1.0"))
    (world.things.cpus, world.things.memory, world.things.disk) = ("1", "4.0GiB", "60.0GiB")
    let lines = world.run(UpTests.up()).end.lines
    #expect(lines.contains { $0.contains("`dockhostctl resize docker-host --cpus 2`") })
    #expect(!lines.contains { $0.contains("--memory") })
    #expect(lines.contains { $0.contains("a disk only grows") })
    #expect(world.things.cpus == "1")
  }

  @Test func `goes on where Multipass does not tell the sizes`() {
    var world = WorkWorld(things: things(.running, engine: "29.1.0"))
    world.refusal = ("get", "Unrecognized settings key: 'local.docker-host.cpus'")
    #expect(world.run(UpTests.up()).end.lines.contains { $0.contains("does not tell the cpus") })
  }

  @Test func `takes over a set-up by hand only when it was agreed to`() {
    var world = WorkWorld(things: things(.running, engine: "24.0.9"))
    world.things.guest.setup = .handMade
    world.things.guest.isAsDescribed = false
    let before = world.things.guest
    let question = world.run(UpTests.up(agreed: [Consent.noMountHome])).end.question
    #expect(question?.key == Consent.adopt)
    #expect(question?.details.contains("  write files") == true)
    #expect(world.things.guest == before)
    #expect(world.run(UpTests.up(agreed: [Consent.noMountHome, Consent.noAdopt])).end.isDone)
    #expect(world.things.guest == before)
    #expect(world.run(UpTests.up(agreed: [Consent.noMountHome, Consent.adopt])).end.isDone)
    #expect(world.things.guest.setup == .dockhost)
  }

  @Test func `copies package files into the guest before it installs them, and not again`() {
    var settings = GuestSettings()
    settings.engine.install = .deb
    settings.engine.debs = .folder("/home/me/debs")
    let debs = ["docker-ce_29.1.0.deb", "containerd.io_2.0.deb"].map { "/home/me/debs/\($0)" }
    var world = WorkWorld()
    let run = world.run(UpTests.up(settings, debs: debs))
    #expect(run.steps.filter { ["launch", "send", "apply"].contains($0) } == ["launch", "send", "send", "apply"])
    #expect(world.things.guest.files.contains { $0.hasSuffix("/docker-ce_29.1.0.deb") })
    #expect(!world.run(UpTests.up(settings, debs: debs)).steps.contains("send"))
  }

  @Test func `refuses an engine that cannot read the data`() {
    var settings = GuestSettings()
    settings.engine.version = "28"
    var world = WorkWorld(things: things(.running, engine: "29.1.0"))
    #expect(world.run(UpTests.up(settings)).end.failure?.reason.contains("/var/lib/docker") == true)
    #expect(world.count.changes == 0)
  }

  @Test func `waits for a guest that does not answer yet, and not for ever`() {
    var work = UpTests.up(agreed: [Consent.noMountHome])
    var world = WorkWorld(things: things(.running, engine: "29.1.0"))
    var misses = 0
    while case .perform(let step) = work.move, misses < 100 {
      guard case .guest = step.action else {
        work.take(world.perform(step.action))
        continue
      }
      misses += 1
      work.take(.guest(.unreachable(reason: "the guest of 'docker-host' cannot be reached by SSH")))
    }
    #expect((3...20).contains(misses))
    #expect(work.move.failure?.hint.contains("dockhostctl status docker-host") == true)
  }

  @Test func `is told by an engine that does not answer`() {
    var work = UpTests.up(agreed: [Consent.noMountHome])
    var world = WorkWorld(things: things(.running, engine: "29.1.0"))
    while case .perform(let step) = work.move {
      if case .awaitEngine = step.action {
        work.take(.engine(version: nil))
      } else {
        work.take(world.perform(step.action))
      }
    }
    #expect(work.move.failure?.step == "engine")
  }

  @Test(arguments: ["", "-x", "a.b", "x;reboot", "ä", "$(id)"])
  func `refuses a name that no instance can have`(_ name: String) {
    let work = Up(
      host: name, settings: GuestSettings(), agreed: [], debs: [], routes: [], sources: UpTests.sources, planOnly: false
    )
    #expect(work.move.failure?.reason.contains("'\(name)'") == true)
  }

  @Test func `refuses settings that cannot be carried out`() {
    var settings = GuestSettings()
    settings.image = "--help"
    #expect(UpTests.up(settings).move.failure?.hint.contains("multipass find") == true)
    settings.image = nil
    settings.cpus = 0
    #expect(UpTests.up(settings).move.failure?.reason.contains("1-256") == true)
    settings.cpus = 2
    settings.engine.daemon = ["hosts": .array([])]
    var world = WorkWorld()
    let run = world.run(UpTests.up(settings))
    #expect(run.end.failure?.step == "settings")
    #expect(run.steps == ["key"])
  }

  @Test(arguments: UpTests.beginnings)
  func `plans without changing anything`(_ name: String, _ things: WorkWorld.Things) {
    var world = WorkWorld(things: things)
    let run = world.run(UpTests.up(agreed: [], planOnly: true))
    #expect(!run.end.lines.isEmpty, "\(run.end)")
    #expect(world.things == things)
    #expect(Set(run.steps).isSubset(of: ["key", "look", "sizes", "observe"]))
  }

  @Test func `plans an instance with the command and what is done in it, and tells no password`() {
    var settings = GuestSettings()
    settings.engine.proxy.http = "http://me:secret@proxy.example.com:3128"
    let lines = WorkWorld().planned(UpTests.up(settings, planOnly: true))
    #expect(lines.first?.contains("multipass launch --name docker-host --cpus 2 --memory 4G --disk 40G") == true)
    #expect(lines.contains { $0.contains("install Docker Engine") })
    #expect(!lines.contains { $0.contains("secret") })
  }
}

extension WorkWorld {
  /// The lines of a work that changes nothing.
  fileprivate func planned(_ work: Up) -> [String] {
    var world = self
    return world.run(work).end.lines
  }
}
