import ArgumentParser
import DockhostInterface
import Glibc
import Testing
import Varlink

@testable import DockhostCommands

@Suite struct ReadingCommands {
  /// A daemon with these hosts.
  private func daemon(_ hosts: Host...) -> FakeDaemon {
    FakeDaemon { call in
      guard let name = call.host else { return call.reply(StatusReply(hosts: hosts)) }
      let named = hosts.filter { $0.name == name }
      named.isEmpty ? call.fail(.noSuchHost(host: name)) : call.reply(StatusReply(hosts: named))
    }
  }

  @Test func `shows all hosts, or the one that is named`() throws {
    let daemon = daemon(.sample(), .stoppedAsWished)
    let all = try run("status", with: daemon)
    #expect(all.output.contains("\ndocker-host  healthy "))
    #expect(all.output.contains("\nspare        stopped as wished "))
    #expect(try !run("status", "spare", with: daemon).output.contains("docker-host"))
  }

  @Test(
    arguments: [
      ([Host.sample()], 0), ([.stoppedAsWished], 3), ([.sample(desired: .stopped)], 0),
      ([.sample("a", .stopped, desired: .onDemand)], 3), ([.sample("a", .stopped)], 1), ([.sample("a", .degraded)], 1),
      ([.sample(), .stoppedAsWished], 3), ([.stoppedAsWished, .sample("a", .waiting), .sample()], 1), ([], 0),
    ] as [([Host], Int32)])
  func `ends with the status of the host that is worst off`(hosts: [Host], status: Int32) throws {
    let daemon = FakeDaemon { $0.reply(StatusReply(hosts: hosts)) }
    for arguments in [["status"], ["status", "--json"], ["status", "--short"]] {
      #expect(try run(arguments, with: daemon).status == status)
    }
  }

  @Test func `says when there is no such host, and nothing else`() throws {
    #expect(
      try run("status", "nope", with: daemon(.sample()))
        == Outcome(
          status: 4, output: "",
          errors:
            "dockhostctl: there is no host 'nope' in the configuration\n  see: dockhostctl list, or add it: dockhostctl up nope\n"
        ))
  }

  @Test func `prints the reply's parameters byte for byte`() throws {
    let parameters =
      #"{ "new":[1e400,"}\"]"], "hosts" : [],"parameters":{"x":1}, "big":123456789012345678901234567890}"#
    let daemon = FakeDaemon { $0.send(Array("{\"a\":{\"parameters\":0},\"parameters\" : \(parameters) }\0".utf8)) }
    for command in ["status", "list"] {
      #expect(try run(command, "--json", with: daemon) == Outcome(status: 0, output: parameters + "\n", errors: ""))
    }
  }

  @Test func `fits into a prompt`() throws {
    #expect(
      try run("status", "--short", with: daemon(.sample())) == Outcome(status: 0, output: "healthy\n", errors: ""))
  }

  @Test func `lists names alone for scripts`() throws {
    #expect(
      try run("list", "-q", with: daemon(.sample(), .stoppedAsWished))
        == Outcome(status: 0, output: "docker-host\nspare\n", errors: ""))
    #expect(try run("list", with: daemon(.sample())).output.hasPrefix("HOST         DESIRED  INSTANCE"))
  }

  @Test func `tells both versions`() throws {
    let info = ServiceInfo(vendor: "v", product: "dockhostd", version: "9.9.9", url: "u", interfaces: [])
    let daemon = FakeDaemon { $0.head.method == "org.varlink.service.GetInfo" ? $0.reply(info) : $0.hangUp() }
    #expect(
      try run("version", with: daemon)
        == Outcome(status: 0, output: "dockhostctl \(Product.version)\ndockhostd   9.9.9\n", errors: ""))
    #expect(try run("--version") == Outcome(status: 0, output: "dockhostctl \(Product.version)\n", errors: ""))
  }

  @Test func `says what a reload changed`() throws {
    let daemon = FakeDaemon { $0.reply(ReloadReply(changed: ["a", "b"])) }
    #expect(try run("reload", with: daemon) == Outcome(status: 0, output: "changed: a, b\n", errors: ""))
    #expect(try run("reload", "-q", with: daemon) == Outcome(status: 0, output: "", errors: ""))
    #expect(try run("reload", "--json", with: daemon).output == "{\"changed\":[\"a\",\"b\"]}\n")
    let unchanged = FakeDaemon { $0.reply(ReloadReply(changed: [])) }
    #expect(try run("reload", with: unchanged).output == "nothing changed\n")
  }

  @Test func `ends with 78 when the configuration has a mistake`() throws {
    let daemon = FakeDaemon { $0.fail(.invalidSettings(file: "/c.toml", line: 3, message: "port: 70000 is too much")) }
    #expect(
      try run("reload", with: daemon)
        == Outcome(
          status: 78, output: "",
          errors: "dockhostctl: /c.toml:3: port: 70000 is too much\n  the settings from before stay in force\n"))
  }

  @Test func `completes names of hosts by asking, and silently not at all`() throws {
    let daemon = daemon(.sample(), .stoppedAsWished)
    #expect(knownHosts(["dockhostctl", "stop", "--socket", daemon.path], 2, "") == ["docker-host", "spare"])
    #expect(knownHosts(["dockhostctl", "stop", "--socket", "/nobody"], 2, "") == [])
  }

  @Test func `has journalctl show the log`() throws {
    #expect(try logs().journalArguments == ["--user", "-u", "dockhostd"])
    #expect(
      try logs("-f", "--since", "10m").journalArguments == ["--user", "-u", "dockhostd", "-f", "--since", "-600s"])
    #expect(
      try logs("--since", "yesterday").journalArguments == ["--user", "-u", "dockhostd", "--since", "yesterday"])
  }

  private func logs(_ arguments: String...) throws -> Logs { try Logs.parse(arguments) }
}
