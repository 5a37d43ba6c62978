import CLinux
import Dispatch
import Glibc
import Multipass
import Supervision
import Testing

@testable import DockhostRuntime

@Suite(.timeLimit(.minutes(1))) struct SystemEvents {
  @Test func `tells signals apart and survives them`() async {
    await #expect(processExitsWith: .success) { @MainActor in
      let received = Occurrences<String>()
      let signals = Signals(
        terminate: { received.add("TERM") }, interrupt: { received.add("INT") }, hangUp: { received.add("HUP") })
      for (number, name) in [(SIGHUP, "HUP"), (SIGINT, "INT"), (SIGTERM, "TERM"), (SIGHUP, "HUP")] {
        await handler(of: number)
        kill(getpid(), number)
        #expect(await received.next() == name)
      }
      withExtendedLifetime(signals) {}
    }
  }

  @Test func `ends with the reason when there is nothing to wait on any more`() async throws {
    let end = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      // One that goes on for ever is to fail the test, not to hang it.
      alarm(20)
      let descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
      close(descriptor)
      bringEvents(of: descriptor)
    }
    let said = String(decoding: try #require(end).standardErrorContent, as: UTF8.self)
    #expect(said.contains("the loop cannot go on: poll failed: Bad file descriptor (EBADF)"))
  }

  @Test func `counts time since boot`() {
    let first = Clock.now()
    #expect(first.sinceBoot > .zero)
    #expect(Clock.now() >= first)
    #expect(Clock.timeOfDay() > .seconds(1_700_000_000))
  }

  @Test(arguments: [
    (Duration.milliseconds(1500), 1, 500_000_000), (.nanoseconds(1), 0, 1), (.zero, 0, 1), (.seconds(-3), 0, 1),
  ]) func `never makes a deadline that means never`(duration: Duration, seconds: Int, nanoseconds: Int) {
    let time = timespec(positive: duration)
    #expect((time.tv_sec, time.tv_nsec) == (seconds, nanoseconds))
  }

  @Test func `raises the limit of descriptors and tells the old one`() async {
    await #expect(processExitsWith: .success) {
      let hard = try DescriptorLimit.current().hard
      var low = rlimit(rlim_cur: 256, rlim_max: hard)
      try #require(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &low) == 0)
      #expect(try DescriptorLimit.raise() == DescriptorLimit(soft: 256, hard: hard))
      #expect(try DescriptorLimit.current() == DescriptorLimit(soft: hard, hard: hard))
    }
  }

  @Test func `says which call failed and why`() {
    #expect(
      SystemFault("timerfd_create", number: EMFILE).description
        == "timerfd_create failed: Too many open files (EMFILE)")
    #expect(errorName(99999) == "errno 99999")
  }
}

@Suite struct Bridges {
  private func link(_ name: String, _ prefix: String, isBridge: Bool = false) throws -> BridgePrefix {
    BridgePrefix(interface: name, prefix: try #require(IPv4Prefix(prefix)), isBridge: isBridge)
  }

  @Test func `finds the bridge by its network`() throws {
    let links = try [
      link("wlan0", "192.168.1.7/24"), link("mpqemubr0", "10.231.9.1/24", isBridge: true),
      link("mpqemubr1", "10.231.10.1/24", isBridge: true),
    ]
    #expect(bridge(owning: "10.231.10.44", among: links)?.interface == "mpqemubr1")
    #expect(bridge(owning: "10.231.11.44", among: links) == nil)
    #expect(bridge(owning: "docker-host", among: links) == nil)
  }

  @Test func `prefers a bridge to what a tunnel laid over its network`() throws {
    let links = try [
      link("tap0", "10.231.9.200/25"), link("mpqemubr0", "10.231.9.1/24", isBridge: true), link("eth0", "10.0.0.2/8"),
    ]
    #expect(bridge(owning: "10.231.9.190", among: links)?.interface == "mpqemubr0")
    #expect(bridge(owning: "10.231.9.190", among: links.filter { !$0.isBridge })?.interface == "tap0")
  }

  @Test func `lists what the kernel has, without the loopback`() throws {
    let links = try bridgePrefixes()
    #expect(!links.contains { $0.interface == "lo" })
    for link in links { #expect(if_nametoindex(link.interface) > 0) }
  }
}

/// Waits until a signal is handled: Dispatch sees to it on a thread of its own.
private func handler(of number: Int32) async {
  var action = sigaction()
  while sigaction(number, nil, &action) == 0, action.__sigaction_handler.sa_handler == nil {
    await withCheckedContinuation { next in DispatchQueue.main.async { next.resume() } }
  }
}
