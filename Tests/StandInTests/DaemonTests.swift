import Dispatch
import StandIn
import Testing

@Suite struct DaemonBehaviour {
  @Test func `a start that gets no SSH in time leaves the state Unknown, which only force ends`() throws {
    let bench = try Bench(.stopped)
    bench.guests.change("docker-host") { $0.answers = false }
    let start = Request.start(names: ["docker-host"], timeout: nil)
    guard case .refused(let refusal) = try bench.ask(start) else {
      Issue.record("started")
      return
    }
    #expect(refusal.text(of: "start").hasSuffix("errors occurred:\ndocker-host: timed out waiting for response\n"))
    #expect(bench.word == "Unknown")
    bench.guests.change("docker-host") { $0.answers = true }
    guard case .refused = try bench.ask(start) else {
      Issue.record("an unknown instance was started")
      return
    }
    #expect(try bench.ask(.stop(names: ["docker-host"], .force)) == .done)
    #expect(try bench.ask(start) == .done)
    #expect(bench.word == "Running")
  }

  @Test func `a guest that ignores the power button fails the stop and goes on running`() throws {
    let bench = try Bench(.running)
    bench.guests.change("docker-host") { $0.heedsPowerButton = false }
    guard case .refused(let refusal) = try bench.ask(.stop(names: ["docker-host"], .inOrder(afterMinutes: 0))) else {
      Issue.record("stopped")
      return
    }
    #expect(refusal.message.contains("did not finish within 1000 milliseconds"))
    #expect(refusal.kind == .failedPrecondition)
    #expect(bench.word == "Running")
  }

  @Test func `a machine that ended by itself is Stopped, and stays so`() throws {
    let bench = try Bench(.running)
    bench.guests.change("docker-host") { $0.isOn = false }
    guard case .listed(let rows) = try bench.ask(.list(addresses: false)) else { return }
    #expect(rows.map(\.word) == ["Stopped"])
  }

  @Test func `one command after another, version too`() throws {
    let bench = try Bench(.running)
    bench.guests.change("docker-host") { $0.answers = true }
    let frozen = try bench.ask(.list(addresses: true))
    #expect(frozen != .done)
    bench.guests.change("docker-host") { $0.isFrozen = true }
    let list = try bench.send(.list(addresses: true))
    let version = try bench.send(.version)
    let force = try bench.send(.stop(names: ["docker-host"], .force))
    #expect(!version.isReadable(withinMilliseconds: 300))
    #expect(!force.isReadable(withinMilliseconds: 0))
    bench.guests.change("docker-host") { $0.isFrozen = false }
    guard case .version = try version.receive(Reply.self).value else { return }
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
    guard case .refused(let refusal) = try bench.ask(.info(names: ["docker-host"], entering: true)) else {
      Issue.record("entered")
      return
    }
    #expect(refusal.text(of: "info") == "info failed: ssh connection failed: 'Timeout connecting to 10.231.0.2'\n")
    guard case .listed(let rows) = try bench.ask(.list(addresses: true)) else {
      Issue.record("list failed too")
      return
    }
    #expect(rows.map(\.addresses) == [["10.231.0.2"]])
  }

  @Test func `an address that was never seen is N/A, and is not told without entering`() throws {
    let bench = try Bench(.running)
    bench.guests.change("docker-host") { $0.answers = false }
    guard case .listed(let rows) = try bench.ask(.list(addresses: true)),
      case .listed(let bare) = try bench.ask(.list(addresses: false))
    else {
      Issue.record("no list")
      return
    }
    #expect(rows.map(\.addresses) == [["N/A"]])
    #expect(bare.map(\.addresses) == [[]])
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
    guard case .refused(let refusal) = try bench.ask(.set(key: "local.docker-host.disk", value: "1G")) else {
      Issue.record("shrunk")
      return
    }
    #expect(refusal.message.contains("Disk can only be expanded"))
  }
}
