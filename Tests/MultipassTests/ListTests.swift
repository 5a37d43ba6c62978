import Multipass
import Supervision
import Testing

@Suite struct Lists {
  private func read(_ output: String, errorOutput: String = "") -> ListAnswer {
    readList(CommandEnd(exit: .code(0), output: output, errorOutput: errorOutput))
  }

  static let release = """
    {
        "list": [
            {
                "ipv4": [
                    "10.21.124.56",
                    "172.17.0.1"
                ],
                "name": "docker-host",
                "release": "Ubuntu 24.04 LTS",
                "state": "Running"
            }
        ]
    }

    """

  static let later = """
    {
        "list": [
            {
                "name": "docker-host",
                "state": "Stopped",
                "ipv4": [],
                "release": "Not Available",
                "zone": {
                    "name": "zone1",
                    "available": true
                }
            }
        ]
    }

    """

  @Test func `of releases tell name, state, release and addresses`() {
    #expect(
      read(Self.release)
        == .listed([
          ListedInstance(
            name: "docker-host", word: "Running", release: "Ubuntu 24.04 LTS",
            addresses: ["10.21.124.56", "172.17.0.1"])
        ]))
  }

  @Test func `of later versions have zones and an unknown release`() {
    #expect(read(Self.later) == .listed([ListedInstance(name: "docker-host", word: "Stopped")]))
  }

  @Test func `without addresses or state are lists still`() {
    let answer = read(#"{"list":[{"name":"a"},{"name":"b","ipv4":null,"state":"Running"}]}"#)
    #expect(answer.state(of: "a") == .found(.unknown))
    #expect(answer.state(of: "b") == .found(.running))
  }

  @Test func `may be empty`() {
    #expect(read("{\n    \"list\": [\n    ]\n}\n") == .listed([]))
  }

  @Test func `that come with a full standard error are answers`() {
    let noise = "[2026-11-23T21:43:11.046] [error] [url downloader] Failed to get https://example.net\n"
    #expect(read(Self.release, errorOutput: noise).state(of: "docker-host") == .found(.running))
    #expect(
      read(Self.release, errorOutput: "cannot connect to the multipass socket").state(of: "docker-host")
        == .found(.running))
  }

  @Test(arguments: [
    ("Running", InstanceState.running), ("Stopped", .stopped), ("Deleted", .deleted), ("Starting", .starting),
    ("Restarting", .restarting), ("Delayed Shutdown", .delayedShutdown), ("Delayed shutdown", .delayedShutdown),
    ("Suspending", .suspending), ("Suspended", .suspended), ("Unknown", .unknown), ("Unavailable", .unknown),
    ("Hibernating", .unknown), ("", .unknown),
  ])
  func `tell every state`(_ word: String, _ state: InstanceState) {
    let answer = read(#"{"list":[{"name":"docker-host","state":"\#(word)","ipv4":[],"release":""}]}"#)
    #expect(answer.state(of: "docker-host") == .found(state))
    #expect(answer.state(of: "docker") == .missing)
    guard case .listed(let instances) = answer else {
      Issue.record("no list: \(answer)")
      return
    }
    #expect(instances.map(\.word) == [word])
    #expect(instances.map(\.release) == [nil])
  }

  @Test(arguments: ["", "No instances found.\n", "{}", "[]", #"{"list":{}}"#, #"{"list":[{"state":"Running"}]}"#])
  func `that are none are a failure with the text and the command in it`(_ output: String) {
    guard case .trouble(.failed(let reason)) = read(output) else {
      Issue.record("took '\(output)' for a list")
      return
    }
    #expect(reason.contains("'multipass list --format json'"))
    #expect(reason.contains("'\(output.filter { !$0.isNewline })"))
  }

  @Test func `carry Multipass's trouble to each question`() {
    let answer = readList(CommandEnd(exit: .limitPassed))
    #expect(answer.state(of: "docker-host") == .trouble(.hung))
    #expect(answer.address(of: "docker-host", within: []) == .trouble(.hung))
  }

  @Test func `tell the address on the bridge`() throws {
    let bridge = try #require(IPv4Prefix("10.21.124.1/24"))
    #expect(read(Self.release).address(of: "docker-host", within: [bridge]) == .found("10.21.124.56"))
    #expect(read(Self.later).address(of: "docker-host", within: [bridge]) == .none)
    #expect(read(Self.release).address(of: "other", within: [bridge]) == .none)
  }
}
