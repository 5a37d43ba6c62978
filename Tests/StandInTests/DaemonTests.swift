import Dispatch
import StandIn
import Testing

@Suite struct DaemonBehaviour {
  @Test func `a start that gets no SSH in time leaves the state Unknown, which only force ends`() throws {
    let bench = try Bench(.stopped)
    bench.guests.change("docker-host") { $0.answers = false }
    let start = Request.start(names: ["docker-host"], timeout: nil)
    let refusal = try bench.refusal(of: start)
    #expect(refusal.text(of: "start").hasSuffix("errors occurred:\ndocker-host: timed out waiting for response\n"))
    #expect(bench.word == "Unknown")
    bench.guests.change("docker-host") { $0.answers = true }
    #expect(try bench.refusal(of: start).details.contains("in an unknown state"))
    #expect(try bench.ask(.stop(names: ["docker-host"], .force)) == .done)
    #expect(try bench.ask(start) == .done)
    #expect(bench.word == "Running")
  }

  @Test func `a guest that ignores the power button fails the stop and goes on running`() throws {
    let bench = try Bench(.running)
    bench.guests.change("docker-host") { $0.heedsPowerButton = false }
    let refusal = try bench.refusal(of: .stop(names: ["docker-host"], .inOrder(afterMinutes: 0)))
    #expect(refusal.message.contains("did not finish within 1000 milliseconds"))
    #expect(refusal.kind == .failedPrecondition)
    #expect(bench.word == "Running")
  }

  @Test func `a machine that ended by itself is Stopped, and stays so`() throws {
    let bench = try Bench(.running)
    bench.guests.change("docker-host") { $0.isOn = false }
    #expect(try bench.rows(addresses: false).map(\.word) == ["Stopped"])
  }

  @Test func `one command after another, version too`() throws {
    let bench = try Bench(.running)
    // Under a session that was established before, a guest that freezes blocks.
    _ = try bench.rows(addresses: true)
    bench.guests.change("docker-host") { $0.isFrozen = true }
    let list = try bench.send(.list(addresses: true))
    let version = try bench.send(.version)
    let force = try bench.send(.stop(names: ["docker-host"], .force))
    #expect(!version.isReadable(withinMilliseconds: 300))
    #expect(!force.isReadable(withinMilliseconds: 0))
    bench.guests.change("docker-host") { $0.isFrozen = false }
    #expect(try version.receive(Reply.self).value == .version(Daemon.version))
    #expect(list.isReadable(withinMilliseconds: 0))
    #expect(try force.receive(Reply.self).value == .done)
  }

  @Test func `a client that has gone does not stop the work`() throws {
    let bench = try Bench(.stopped)
    let started = bench.guests.expect("powerOn docker-host")
    var channel: Channel? = try bench.send(.start(names: ["docker-host"], timeout: nil))
    #expect(channel != nil)
    channel = nil
    started.wait()
    #expect(try bench.ask(.start(names: ["docker-host"], timeout: nil)) == .done)
    #expect(bench.word == "Running")
  }

  @Test func `info fails as a whole when one running guest cannot be entered`() throws {
    let bench = try Bench(.running) { $0.address = "10.231.0.2" }
    bench.guests.change("docker-host") { $0.answers = false }
    let refusal = try bench.refusal(of: .info(names: ["docker-host"], entering: true))
    #expect(refusal.text(of: "info") == "info failed: ssh connection failed: 'Timeout connecting to 10.231.0.2'\n")
    #expect(try bench.rows(addresses: true).map(\.addresses) == [["10.231.0.2"]])
  }

  @Test func `an address that was never seen is N/A, and is not told without entering`() throws {
    let bench = try Bench(.running)
    bench.guests.change("docker-host") { $0.answers = false }
    #expect(try bench.rows(addresses: true).map(\.addresses) == [["N/A"]])
    #expect(try bench.rows(addresses: false).map(\.addresses) == [[]])
  }

  @Test func `a delayed shutdown is shown, and can be taken back`() throws {
    let bench = try Bench(.running)
    #expect(try bench.ask(.stop(names: ["docker-host"], .inOrder(afterMinutes: 5))) == .done)
    #expect(bench.word == "Delayed Shutdown")
    #expect(try bench.ask(.stop(names: ["docker-host"], .cancel)) == .done)
    #expect(bench.word == "Running")
  }

  @Test func `delete, recover and purge`() throws {
    let bench = try Bench(.running)
    #expect(try bench.ask(.delete(names: ["docker-host"], purge: false)) == .done)
    #expect(bench.word == "Deleted")
    #expect(bench.guests["docker-host"]?.isOn == false)
    #expect(try bench.ask(.recover(names: ["docker-host"])) == .done)
    #expect(bench.word == "Stopped")
    #expect(try bench.ask(.delete(names: ["docker-host"], purge: false)) == .done)
    #expect(try bench.ask(.purge) == .done)
    #expect(bench.word == nil)
    #expect(bench.guests.log.contains("destroy docker-host"))
  }

  @Test func `settings change the machine`() throws {
    let bench = try Bench(.stopped)
    #expect(try bench.ask(.set(key: "local.docker-host.cpus", value: "4")) == .done)
    #expect(try bench.ask(.set(key: "local.docker-host.memory", value: "8G")) == .done)
    #expect(bench.guests["docker-host"]?.specification.cpus == 4)
    #expect(try bench.ask(.get(key: "local.docker-host.memory")) == .value("8.0GiB"))
    #expect(try bench.ask(.get(key: "local.driver")) == .value("qemu"))
    let refusal = try bench.refusal(of: .set(key: "local.docker-host.disk", value: "1G"))
    #expect(refusal.message.contains("Disk can only be expanded"))
  }
}
