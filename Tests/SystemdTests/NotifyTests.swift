import CLinux
import Glibc
import Systemd
import Testing

@Suite struct Notices {
  @Test func `tells nobody where there is no manager`() async {
    await #expect(processExitsWith: .success) {
      unsetenv("NOTIFY_SOCKET")
      #expect(!notify(.ready))
    }
  }

  @Test func `sends everything of one call in one datagram`() async {
    await #expect(processExitsWith: .success) {
      let manager = try #require(DatagramSocket(path: "\0dockhost-notify-\(getpid())"))
      setenv("NOTIFY_SOCKET", "@dockhost-notify-\(getpid())", 1)
      #expect(notify(.ready, .status("2 hosts\nREADY=0")))
      #expect(manager.receive() == "READY=1\nSTATUS=2 hosts READY=0")
    }
  }

  @Test func `says when a reload began`() async {
    await #expect(processExitsWith: .success) {
      let manager = try #require(DatagramSocket(path: "\0dockhost-notify-\(getpid())"))
      setenv("NOTIFY_SOCKET", "@dockhost-notify-\(getpid())", 1)
      #expect(notify(.reloading(monotonicMicroseconds: 17)))
      #expect(manager.receive() == "RELOADING=1\nMONOTONIC_USEC=17")
      notify(.reloading())
      let time = try #require(manager.receive()?.split(separator: "=").last.flatMap { UInt64($0) })
      guard case .reloading(let later) = ServiceNotice.reloading() else { return }
      #expect(time > 0 && time <= later && later < time + 60_000_000)
    }
  }

  @Test func `reads the interval of the watchdog`() async {
    await #expect(processExitsWith: .success) {
      unsetenv("WATCHDOG_USEC")
      #expect(watchdogInterval() == nil)
      setenv("WATCHDOG_USEC", "1500000", 1)
      #expect(watchdogInterval() == .milliseconds(1500))
      setenv("WATCHDOG_PID", "1", 1)
      #expect(watchdogInterval() == nil)
    }
  }
}
