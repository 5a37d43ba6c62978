import Supervision
import Testing

@testable import DockhostRuntime

@Suite(.timeLimit(.minutes(1))) struct DeadlineTimers {
  @Test func `fires once and not before its deadline`() async throws {
    let fired = Occurrences<Instant>()
    let timer = try DeadlineTimer { fired.add(Clock.now()) }
    let deadline = Clock.now() + .milliseconds(30)
    timer.arm(to: deadline)
    #expect(await fired.next() >= deadline)
    timer.arm(to: Clock.now() + .milliseconds(30))
    _ = await fired.next()
    #expect(fired.all.count == 2)
  }

  @Test func `fires at once for what has passed`() async throws {
    let fired = Occurrences<Instant>()
    let timer = try DeadlineTimer { fired.add(Clock.now()) }
    timer.arm(to: Instant(sinceBoot: .zero))
    _ = await fired.next()
    timer.arm(to: Instant(sinceBoot: .seconds(-1)))
    _ = await fired.next()
  }

  @Test func `forgets the deadline before`() async throws {
    let fired = Occurrences<String>()
    let timer = try DeadlineTimer { fired.add("timer") }
    let witness = try DeadlineTimer { fired.add("witness") }
    timer.arm(to: Clock.now())
    timer.arm(to: nil)
    witness.arm(to: Clock.now() + .milliseconds(20))
    #expect(await fired.next() == "witness")
    timer.arm(to: Clock.now() + .seconds(3600))
    timer.arm(to: Clock.now() + .milliseconds(1))
    #expect(await fired.next() == "timer")
  }

  @Test func `arms the same deadline again after it came`() async throws {
    let fired = Occurrences<Instant>()
    let timer = try DeadlineTimer { fired.add(Clock.now()) }
    let deadline = Clock.now()
    for _ in 1...3 {
      timer.arm(to: deadline)
      _ = await fired.next()
    }
  }
}
