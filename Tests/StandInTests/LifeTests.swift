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

  @Test func `an orderly end waits for a start that is under way`() throws {
    let bench = try Bench(.stopped)
    bench.guests.change("docker-host") { $0.answers = false }
    let asked = bench.guests.expect("answers docker-host")
    let start = try bench.send(.start(names: ["docker-host"], timeout: nil))
    asked.wait()
    bench.guests.change("docker-host") { $0.answers = true }
    end(bench)
    #expect(try start.receive(Reply.self).value == .done)
    #expect(bench.guests["docker-host"]?.isFrozen == true)
  }

  @Test func `an orderly end cuts off what is in no state to be suspended`() throws {
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
    #expect(try next.rows(addresses: false).map(\.word) == ["Stopped"])
    #expect(next.guests["docker-host"]?.isOn == true)
    // Two machines cannot have one disk.
    #expect(try next.refusal(of: .start(names: ["docker-host"], timeout: nil)).message.contains("\"write\" lock"))
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
    try bench.suffer { $0.hang = true }
    let version = try bench.send(.version)
    #expect(!version.isReadable(withinMilliseconds: 300))
    try bench.suffer()
    #expect(try version.receive(Reply.self).value == .version(Daemon.version))
  }

  @Test func `slowness delays each command`() throws {
    let bench = try Bench(.running)
    try bench.suffer { $0.slowSeconds = 0.3 }
    let began = ContinuousClock.now
    _ = try bench.ask(.version)
    #expect(ContinuousClock.now - began >= .milliseconds(300))
  }

  @Test func `a stranger is told how to get known`() throws {
    let bench = try Bench(.running)
    try bench.suffer { $0.unauthenticated = true }
    #expect(try bench.ask(.list(addresses: false)) == .refused(.unauthenticated))
  }

  @Test func `an instance falls into Unknown once, so that force takes it out`() throws {
    let bench = try Bench(.running)
    try bench.suffer { $0.unknown = ["docker-host"] }
    _ = try bench.ask(.version)
    #expect(bench.word == "Unknown")
    #expect(try bench.ask(.stop(names: ["docker-host"], .force)) == .done)
    #expect(try bench.ask(.start(names: ["docker-host"], timeout: nil)) == .done)
    #expect(bench.word == "Running")
  }
}
