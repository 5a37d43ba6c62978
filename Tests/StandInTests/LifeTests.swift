import Dispatch
import StandIn
import Testing

/// Daemons that end and begin again over the same table.
@Suite struct DaemonLives {
  private func end(_ bench: Bench) {
    bench.server.close()
    let ended = DispatchSemaphore(value: 0)
    bench.daemon.shutDown { ended.signal() }
    ended.wait()
  }

  private func next(_ bench: Bench) throws -> Bench {
    let next = try Bench(bench.daemon.table, bench.guests)
    next.daemon.resume()
    return next
  }

  @Test func `an orderly end suspends the running, and the next daemon resumes them`() throws {
    let bench = try Bench(.running)
    end(bench)
    #expect(bench.guests["docker-host"]?.isFrozen == true)
    #expect(bench.word == "Running")
    #expect(throws: UnixSocket.Failure.self) { try UnixSocket.connect(to: bench.socket) }
    let next = try next(bench)
    #expect(try next.ask(.start(names: ["docker-host"], timeout: nil)) == .done)
    #expect(next.word == "Running")
    #expect(next.guests["docker-host"]?.isFrozen == false)
  }

  @Test func `an orderly end waits for a start, and cuts off what is in no state to be suspended`() throws {
    let bench = try Bench(.unknown)
    end(bench)
    #expect(bench.guests["docker-host"]?.isOn == false)
    #expect(bench.word == "Stopped")
  }

  @Test func `a host that rebooted gets its running instances back`() throws {
    let bench = try Bench(.running)
    bench.guests.change("docker-host") { $0.isOn = false }
    let next = try next(bench)
    #expect(try next.ask(.start(names: ["docker-host"], timeout: nil)) == .done)
    #expect(next.guests.log.contains("powerOn docker-host"))
  }

  @Test(arguments: [MachineState.running, .starting])
  func `a daemon that was killed leaves machines that the next one calls stopped`(_ state: MachineState) throws {
    let bench = try Bench(state)
    let next = try next(bench)
    guard case .listed(let rows) = try next.ask(.list(addresses: false)) else { return }
    #expect(rows.map(\.word) == ["Stopped"])
    #expect(next.guests["docker-host"]?.isOn == true)
    guard case .refused = try next.ask(.start(names: ["docker-host"], timeout: nil)) else {
      Issue.record("two machines on one disk")
      return
    }
  }

  @Test func `the table is kept`() throws {
    let bench = try Bench(.stopped)
    #expect(try bench.ask(.set(key: "local.docker-host.cpus", value: "3")) == .done)
    #expect(try DaemonFolder(lab: bench.folder).loadTable() == bench.daemon.table)
    #expect(bench.daemon.table.instances["docker-host"]?.specification.cpus == 3)
  }
}

@Suite struct DaemonFaults {
  @Test func `a hang holds everything until it is gone`() throws {
    let bench = try Bench(.running)
    var faults = Faults()
    faults.hang = true
    try bench.write(faults)
    let version = try bench.send(.version)
    #expect(!version.isReadable(withinMilliseconds: 300))
    try bench.write(Faults())
    guard case .version = try version.receive(Reply.self).value else {
      Issue.record("no version")
      return
    }
  }

  @Test func `slowness delays each command`() throws {
    let bench = try Bench(.running)
    var faults = Faults()
    faults.slowSeconds = 0.3
    try bench.write(faults)
    let began = ContinuousClock.now
    _ = try bench.ask(.version)
    #expect(ContinuousClock.now - began >= .milliseconds(300))
  }

  @Test func `a stranger is told how to get known`() throws {
    let bench = try Bench(.running)
    var faults = Faults()
    faults.unauthenticated = true
    try bench.write(faults)
    #expect(try bench.ask(.list(addresses: false)) == .refused(.unauthenticated))
  }

  @Test func `an instance falls into Unknown once, so that force takes it out`() throws {
    let bench = try Bench(.running)
    var faults = Faults()
    faults.unknown = ["docker-host"]
    try bench.write(faults)
    _ = try bench.ask(.version)
    #expect(bench.word == "Unknown")
    #expect(try bench.ask(.stop(names: ["docker-host"], .force)) == .done)
    #expect(try bench.ask(.start(names: ["docker-host"], timeout: nil)) == .done)
    #expect(bench.word == "Running")
  }
}
