import Multipass
import Provisioning
import Supervision
import Testing

@Suite struct UpTests {
  static let sources = MountSources(home: "/home/me", isSnap: true)
  static let everything: Set = [Consent.adopt, Consent.restartEngine, Consent.cutPower, Consent.mountHome]

  static func up(
    _ settings: GuestSettings = GuestSettings(), agreed: Set<String> = everything, debs: [String] = [],
    sources: MountSources = sources, planOnly: Bool = false
  ) -> Up {
    Up(
      host: WorkWorld.host, settings: settings, agreed: agreed, debs: debs, routes: [], sources: sources,
      planOnly: planOnly)
  }

  /// Every state in which an instance can be, and still be brought up.
  static let beginnings: [(String, WorkWorld.Things)] = {
    func things(_ state: InstanceState?, _ change: (inout WorldGuest) -> Void = { _ in }) -> WorkWorld.Things {
      var things = WorkWorld.Things(instance: state)
      change(&things.guest)
      return things
    }
    func handMade(_ guest: inout WorldGuest) {
      (guest.setup, guest.engineVersion, guest.containersRunning) = (.handMade, "24.0.9", 3)
    }
    return [
      ("missing", things(nil)), ("stopped", things(.stopped)), ("suspended", things(.suspended)),
      ("starting", things(.starting)), ("restarting", things(.restarting)), ("unknown", things(.unknown)),
      ("about to stop", things(.delayedShutdown)), ("running", things(.running)),
      ("set up", things(.running) { $0.setUp() }), ("set up by hand", things(.running, handMade)),
      ("half done", things(.running) { $0.isHalfDone = true }),
    ]
  }()

  @Test(arguments: beginnings)
  func `leads from every beginning to a running engine`(_ name: String, _ things: WorkWorld.Things) {
    var world = WorkWorld(things: things)
    let run = world.run(Self.up())
    #expect(run.end.isDone)
    #expect(world.things.instance == .running)
    #expect(world.things.guest.isAsDescribed)
    #expect(world.things.pinned == WorkWorld.hostKey)
    #expect(world.things.mounts == ["/home/me": "/home/me"])
    #expect(world.count.launches == (things.instance == nil ? 1 : 0))
    #expect(world.count.deletions == 0)
  }

  @Test(arguments: beginnings)
  func `changes nothing when it is run again`(_ name: String, _ things: WorkWorld.Things) {
    var world = WorkWorld(things: things)
    _ = world.run(Self.up())
    let (before, counts) = (world.things, world.count)
    let run = world.run(Self.up())
    #expect(run.end.lines.first == "'docker-host' was as it should be")
    #expect(world.things == before)
    #expect(world.count == counts)
  }

  @Test(arguments: beginnings)
  func `is safe to run again after a death in any step`(_ name: String, _ things: WorkWorld.Things) {
    var whole = WorkWorld(things: things)
    let steps = whole.run(Self.up()).steps
    for step in steps.indices {
      for moment in Death.Moment.allCases {
        var world = WorkWorld(things: things)
        let hasDied = world.run(Self.up(), dying: Death(step: step, moment: moment))
        #expect(hasDied)
        let end = world.run(Self.up()).end
        #expect(end.isDone, "\(steps[step]), \(moment): \(end)")
        #expect(world.things == whole.things, "\(steps[step]), \(moment)")
        #expect(world.count.launches == whole.count.launches, "\(steps[step]), \(moment)")
        #expect(world.count.deletions == 0)
      }
    }
  }

  @Test(arguments: 0..<60)
  func `survives random days`(_ day: Int) {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SplitMix(seed: seed)
    let (name, things) = Self.beginnings.randomElement(using: &generator) ?? ("", WorkWorld.Things())
    var world = WorkWorld(things: things)
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      world.disturb(&generator)
      world.run(
        Self.up(),
        dying: Death(
          step: Int.random(in: 0..<16, using: &generator),
          moment: Death.Moment.allCases.randomElement(using: &generator) ?? .before))
    }
    if world.things.instance == .deleted || world.things.instance == .suspending { world.things.instance = .stopped }
    let end = world.run(Self.up()).end
    #expect(end.isDone, "seed \(seed), \(name): \(end)")
    #expect(world.things.guest.isAsDescribed, "seed \(seed)")
    #expect(world.count.launches == (things.instance == nil ? 1 : 0), "seed \(seed)")
    #expect(world.count.deletions == 0, "seed \(seed)")
  }

  @Test(arguments: beginnings)
  func `does nothing that hurts without being asked`(_ name: String, _ things: WorkWorld.Things) {
    var world = WorkWorld(things: things)
    world.things.guest.containersRunning = 3
    _ = world.run(Self.up(agreed: [Consent.noMountHome]))
    #expect(world.count.powerCuts == 0)
    #expect(world.things.guest.containersStopped == 0)
    #expect(world.things.guest.setup != .dockhost || things.guest.setup != .handMade)
    #expect(world.things.mounts.isEmpty)
  }
}

extension WorkWorld {
  /// Something happens outside.
  fileprivate mutating func disturb(_ generator: inout SplitMix) {
    switch Int.random(in: 0..<6, using: &generator) {
    case 0 where things.instance != nil: things.instance = .stopped
    case 1 where things.instance != nil: things.instance = .unknown
    case 2 where things.instance != nil: things.instance = .suspended
    case 3:
      launchTrouble = (CommandEnd(exit: .code(5), errorOutput: "Timed out waiting for instance launch.\n"), .starting)
    case 4: launchTrouble = (failure("docker-host: timed out waiting for response"), .unknown)
    default: things.mounts = [:]
    }
  }
}
