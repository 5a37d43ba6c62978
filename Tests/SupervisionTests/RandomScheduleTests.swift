import Supervision
import Testing

/// Thousands of events in random order, and what must hold after each of them.
@Suite struct RandomSchedules {
  @Test(arguments: 0..<40)
  func `keeps its promises on random days`(day: UInt64) {
    var random = SystemRandomNumberGenerator()
    let seed = UInt64.random(in: 0...UInt64.max, using: &random)
    let violations = Day(seed: seed).live(steps: 250)
    #expect(violations.isEmpty, "seed \(seed)")
  }

  @Test func `replays to the same state`() {
    let day = Day(seed: 7)
    _ = day.live(steps: 400)
    var replayed = Supervisor(settings: day.world.supervisor.settings, memory: Memory(), seed: 7)
    for (time, event) in day.world.history { _ = replayed.handle(event, at: time) }
    #expect(replayed == day.world.supervisor)
  }
}

/// One random day in the life of a host.
private final class Day {
  let world: World
  private var random: SplitMix
  private var violations: [String] = []

  init(seed: UInt64) {
    var settings = HostSettings()
    settings.mounts = ["/home/dev"]
    world = World(settings: settings, seed: seed)
    random = SplitMix(seed: seed)
  }

  func live(steps: Int) -> [String] {
    world.send(.begun)
    for _ in 0..<steps {
      happen()
      world.advance(.milliseconds(Int.random(in: 0...20_000, using: &random)))
      check()
    }
    // With nothing in its way, every day ends well. A stop that was asked for is carried out first: it had its limit of
    // 12 minutes, and the operation before it its own.
    world.request(.resume)
    world.advance(.seconds(400))
    world.send(.returned(Legacy()))
    world.multipass = .up
    world.operationFailure = nil
    world.advance(.seconds(1500))
    world.engine = .up
    world.state = .running
    if !world.advance(upTo: .seconds(3600), until: { world.supervisor.posture == .up }) {
      violations.append("does not find back to a running host: \(world.supervisor.posture)")
    }
    return violations
  }

  private func happen() {
    switch Int.random(in: 0..<27, using: &random) {
    case 0: world.killEngine()
    case 1: world.engine = .up
    case 2: world.engine = .silent
    case 3: world.engine = .unreachable
    case 4: world.killInstance()
    case 5: world.shutDownInOrder()
    case 6: world.state = InstanceState.allCases.randomElement(using: &random)
    case 7: world.state = .running
    case 8: world.multipass = .hangs
    case 9: world.multipass = .trouble(.daemonDown)
    case 10, 11: world.multipass = .up
    case 12: world.request(.start)
    case 13: world.request(.stop)
    case 14: world.request(.restartEngine)
    case 15: world.request(.restartInstance)
    case 16: world.request(Bool.random(using: &random) ? .pause : .resume)
    case 17: world.request(.check)
    case 18: world.address = "10.231.0.\(Int.random(in: 2...9, using: &random))"
    case 19: world.endStreams([.timedOut, .reset, .closed].randomElement(using: &random) ?? .closed)
    case 20: world.operationFailure = Bool.random(using: &random) ? "no" : nil
    case 21: world.send(.networkChanged)
    case 22: world.request(.work("up"))
    case 23: world.send(.returned(Legacy()))
    case 24: world.mounted = [[], ["/home/dev"], nil].randomElement(using: &random) ?? nil
    case 25: world.mountsHold = Bool.random(using: &random)
    default: world.send(.pinged(.answered(skew: nil), to: CallID(UInt64.random(in: 0...5000, using: &random))))
    }
  }

  /// One child at a time, no start against a wish to stop, and a deadline that lies ahead.
  private func check() {
    if world.children.count > 1 { violations.append("\(world.children.count) children at once") }
    violations += world.startsAgainstWish.map { "a start against the user's stop at \($0)" }
    if let deadline = world.supervisor.nextDeadline, deadline <= world.now {
      violations.append("a deadline that stays in the past")
    }
    if world.supervisor.nextDeadline == nil, world.children.isEmpty, world.supervisor.work == nil {
      violations.append("waits for nothing: \(world.supervisor.posture)")
    }
  }
}
