import StandIn
import Testing

@Suite struct Snapshots {
  @Test func `a snapshot keeps disk and sizes, and restoring goes back to them`() throws {
    let bench = try Bench(.stopped)
    let taken = try bench.multipass("snapshot", "docker-host", "--name", "before", "--comment", "an upgrade")
    #expect(taken.code == 0)
    #expect(taken.output.hasSuffix("Snapshot taken: docker-host.before\n"))
    #expect(try bench.ask(.set(key: "local.docker-host.cpus", value: "8")) == .done)
    #expect(try bench.multipass("restore", "docker-host.before").code == 2)
    let restored = try bench.multipass("restore", "--destructive", "docker-host.before")
    #expect(restored.output.hasSuffix("Snapshot restored: docker-host.before\n"))
    #expect(try bench.ask(.get(key: "local.docker-host.cpus")) == .value("2"))
    #expect(
      bench.guests.log.suffix(3) == [
        "takeSnapshot docker-host.before", "resize docker-host", "restoreSnapshot docker-host.before",
      ])
  }

  @Test func `snapshots are numbered, listed and purged`() throws {
    let bench = try Bench(.stopped)
    #expect(try bench.multipass("snapshot", "docker-host").output.hasSuffix("docker-host.snapshot1\n"))
    #expect(try bench.multipass("snapshot", "docker-host").output.hasSuffix("docker-host.snapshot2\n"))
    let list = try bench.multipass("list", "--snapshots", "--format", "json").output
    #expect(list.contains("\"parent\": \"snapshot1\""))
    #expect(try bench.multipass("info", "docker-host", "--format", "json").output.contains("\"snapshot_count\": \"2\""))
    #expect(try bench.multipass("delete", "docker-host.snapshot1").code == 1)
    #expect(try bench.multipass("delete", "--purge", "docker-host.snapshot1").code == 0)
    #expect(try !bench.multipass("list", "--snapshots", "--format", "json").output.contains("\"snapshot1\": {"))
    #expect(try bench.multipass("snapshot", "docker-host").output.hasSuffix("docker-host.snapshot3\n"))
    #expect(bench.word == "Stopped")
  }

  @Test func `what cannot be is refused`() throws {
    let bench = try Bench(.stopped)
    func refusal(_ request: Request) throws -> String { try bench.refusal(of: request).message }
    let take = { (name: String?) in Request.snapshot(name: "docker-host", snapshot: name, comment: "") }
    #expect(try bench.ask(take("one")) == .value("docker-host.one"))
    #expect(try refusal(take("one")) == "Snapshot already exists: docker-host.one")
    #expect(try refusal(take("a.b")) == "Invalid snapshot name: \"a.b\"")
    #expect(try refusal(.restore(name: "docker-host", snapshot: "two")) == "No such snapshot: docker-host.two")
    #expect(try refusal(.snapshot(name: "x", snapshot: nil, comment: "")) == "instance \"x\" does not exist")
    #expect(try bench.ask(.start(names: ["docker-host"], timeout: nil)) == .done)
    #expect(try refusal(take("two")) == "Multipass can only take snapshots of stopped instances.")
    #expect(
      try refusal(.restore(name: "docker-host", snapshot: "one"))
        == "Multipass can only restore snapshots of stopped instances.")
  }
}
