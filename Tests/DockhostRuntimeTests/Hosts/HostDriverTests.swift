import Configuration
import DockhostInterface
import FoundationEssentials
import Glibc
import Logging
import Supervision
import Testing

@testable import DockhostRuntime

/// A driver with real children and real files, and a shell script that plays Multipass.
@Suite final class HostDrivers {
  private let root: String
  private let told = Occurrences<Host>()

  init() throws {
    root = try makeTemporaryFolder()
    try plantMultipass()
  }

  isolated deinit {
    try? FileManager.default.removeItem(atPath: root)
  }

  private func plantMultipass() throws {
    let script = """
      #!/bin/sh
      echo "$*" >>\(root)/asked
      case $1 in
      list) state=Stopped; [ -e \(root)/started ] && state=Running
        echo '{"list":[{"name":"docker-host","state":"'$state'","ipv4":[],"release":"Ubuntu 24.04 LTS"}]}';;
      start) touch \(root)/started;;
      esac

      """
    try replaceFile("\(root)/multipass", with: Array(script.utf8))
    chmod("\(root)/multipass", 0o700)
  }

  private func makeDriver() throws -> (HostDriver, DeadlineTimer) {
    let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    let services = HostServices(
      multipass: MultipassRunner(program: "\(root)/multipass", children: ChildRunner(manager: nil, log: logger)),
      engine: EngineClient(), state: try StateFolder(path: "\(root)/state", logger: logger), logger: logger,
      requests: RequestCounter())
    let driver = HostDriver(HostConfiguration(name: "docker-host"), services: services, seed: 1)
    let timer = try DeadlineTimer { [weak driver] in driver?.send(.deadline) }
    driver.rescheduled = { [weak driver] in timer.arm(to: driver?.nextDeadline) }
    driver.changed = { [told] in told.add($0.host) }
    return (driver, timer)
  }

  private func wait(until condition: (Host) -> Bool) async -> Host {
    while true {
      let host = await told.next()
      if condition(host) { return host }
    }
  }

  @Test func `starts a stopped instance, of which nothing is remembered`() async throws {
    let (driver, timer) = try makeDriver()
    defer { timer.arm(to: nil) }
    driver.send(.begun)
    let host = await wait { $0.instance.state == "Running" }
    #expect(host.instance.release == "Ubuntu 24.04 LTS")
    #expect(host.phase == .starting)
    driver.close()
    let asked = String(decoding: try readFile("\(root)/asked", atMost: 1 << 16), as: UTF8.self)
    #expect(asked.split(separator: "\n").prefix(2) == ["list --no-ipv4 --format json", "start docker-host"])
  }

  @Test func `tells nothing any more when it is closed`() async throws {
    let (driver, timer) = try makeDriver()
    defer { timer.arm(to: nil) }
    driver.send(.begun)
    driver.close()
    driver.send(.requested(.start, by: RequestID(1)))
    #expect(driver.host.instance.state.isEmpty)
  }
}
