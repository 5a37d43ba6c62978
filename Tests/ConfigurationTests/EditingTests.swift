import Configuration
import Multipass
import Provisioning
import Supervision
import Testing

@Suite struct Editing {
  private func edit(_ text: String, _ host: String = "a", _ edits: SettingEdit..., keeps: Bool = true) throws -> String
  {
    try editing(text, file: "config.toml", host: host, edits, keepsDefaultHost: keeps)
  }

  @Test(arguments: [
    // In place, with what stands around it.
    ("[host.a]\n  cpus=2 # two\nmemory = \"4G\"", "[host.a]\n  cpus=4 # two\nmemory = \"4G\""),
    ("host.a.cpus = 2", "host.a.cpus = 4"),
    ("host = { a = { cpus = 2, disk = \"9G\" } }", "host = { a = { cpus = 4, disk = \"9G\" } }"),
    ("[host]\na.\"cpus\" = 2", "[host]\na.\"cpus\" = 4"),
    ("[host.'a']\r\ncpus = 2\r\n", "[host.'a']\r\ncpus = 4\r\n"),
    // Behind the last line of its table.
    ("[host.a]\n", "[host.a]\ncpus = 4\n"),
    ("[host.a]", "[host.a]\ncpus = 4\n"),
    (
      "[host.a]\n\tdisk = \"9G\" # c\n\n# b\n[host.b]\n",
      "[host.a]\n\tdisk = \"9G\" # c\n\tcpus = 4\n\n# b\n[host.b]\n"
    ),
    ("[host.a]\r\ndisk = \"9G\"", "[host.a]\r\ndisk = \"9G\"\r\ncpus = 4\r\n"),
    ("host.a.disk = \"9G\"\n", "host.a.disk = \"9G\"\nhost.a.cpus = 4\n"),
    ("[host]\na.disk = \"9G\"\n", "[host]\na.disk = \"9G\"\na.cpus = 4\n"),
    ("[host]\na = {}\n", "[host]\na = { cpus = 4 }\n"),
    ("[host]\na = {disk = \"9G\" } # c\n", "[host]\na = {disk = \"9G\", cpus = 4 } # c\n"),
    // A table of its own.
    ("", "[host.a]\ncpus = 4\n"), ("# mine", "# mine\n\n[host.a]\ncpus = 4\n"),
    ("\u{FEFF}", "\u{FEFF}[host.a]\ncpus = 4\n"),
    ("[host.a.engine]\nport = 1\n", "[host.a.engine]\nport = 1\n\n[host.a]\ncpus = 4\n"),
  ])
  func `sets a key where a person would`(before: String, after: String) throws {
    #expect(try edit(before, "a", .cpus(4), keeps: false) == after)
  }

  @Test(arguments: [
    ("[host.a]\ncpus = 1\n# end\n", "[host.a]\ncpus = 1\n\n[host.a.engine]\ninstall = \"distro\"\n# end\n"),
    ("[host.a]\nengine.port = 1\n", "[host.a]\nengine.port = 1\nengine.install = \"distro\"\n"),
    ("[host.a]\nengine = { port = 1 }\n", "[host.a]\nengine = { port = 1, install = \"distro\" }\n"),
    (
      "[host.a.engine.proxy]\nhttp = \"http://p:1\"\n[host.a]\n",
      "[host.a.engine.proxy]\nhttp = \"http://p:1\"\n[host.a]\n\n[host.a.engine]\ninstall = \"distro\"\n"
    ),
  ])
  func `sets a key of a table below`(before: String, after: String) throws {
    #expect(try edit(before, "a", .install(.distro)) == after)
  }

  @Test func `adds a host at the end, and the default host that went without saying`() throws {
    #expect(
      try edit("# mine\n[host.a]\n", "big", .cpus(2), .memory(Size(mebibytes: 4096)), .debFolder("/d"), .install(.deb))
        == """
        default-host = "a"

        # mine
        [host.a]

        [host.big]
        cpus = 2
        memory = "4G"

        [host.big.engine]
        debs = "/d"
        install = "deb"

        """)
    #expect(try edit("", "docker-host") == "[host.docker-host]\n")
    #expect(try edit("", "big") == "default-host = \"docker-host\"\n\n[host.docker-host]\n\n[host.big]\n")
    #expect(try edit("", "big", keeps: false) == "[host.big]\n")
    #expect(
      try edit("[network]\nsettle = \"1s\"\n", "big")
        == "default-host = \"docker-host\"\n\n[network]\nsettle = \"1s\"\n\n[host.docker-host]\n\n[host.big]\n")
  }

  @Test(arguments: [
    (
      "[host.a]\nmounts = [\n  \"~\", # all\n]",
      "config.toml:2: host.a.mounts: cannot be set here without harm to what else stands there; "
        + "write it yourself: mounts = [\"/b\"]"
    ),
    ("host = {}", "config.toml:1: host.docker-host: cannot be added to what stands here; write it yourself"),
    ("[host.\"\\u0061\"]", "config.toml:1: host.a: cannot be added to what stands here; write it yourself"),
    ("[host.a]\ncpus = 0", "config.toml:2: host.a.cpus: 0 is out of range (1-256)"),
    ("[host.a]\ncpus = ", "config.toml:2: invalid TOML: "),
  ])
  func `refuses what it cannot do without harm`(text: String, reason: String) {
    #expect {
      try edit(text, "a", .mounts([MountSettings(source: "/b", target: "/b")]))
    } throws: { "\($0)".hasPrefix(reason) }
  }

  @Test func `refuses a value and a name that would not be read`() {
    #expect { try edit("[host.a]", "a", .cpus(0)) } throws: {
      "\($0)" == "config.toml: host.a.cpus: 0 is out of range (1-256)"
    }
    #expect { try edit("", "a_b") } throws: { "\($0)".contains("a name has letters") }
    #expect { try edit("", "a", .install(.deb)) } throws: { "\($0)".contains("\"deb\" needs debs") }
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `changes nothing but what was asked`(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let before = Settings.random(using: &random)
    let text = disguised(renderSettings(before), using: &random)
    try #require(try read(text) == before, "seed \(seed)")
    let host = random.pick(before.hosts).name
    let edits: [SettingEdit] = [
      .cpus(random.number(1...256)), .mounts([]), .version(random.pick([nil, "27.5"])), .port(random.number(1...65535)),
      .image("daily:x"),
    ]
    let result = try editing(text, file: "f", host: host, edits)
    let after = try read(result)
    var expected = before
    let index = try #require(expected.hosts.firstIndex { $0.name == host })
    expected.hosts[index].guest.cpus = after.hosts[index].guest.cpus
    expected.hosts[index].guest.mounts = []
    expected.hosts[index].guest.engine.version = after.hosts[index].guest.engine.version
    expected.hosts[index].guest.enginePort = after.hosts[index].guest.enginePort
    expected.hosts[index].guest.image = "daily:x"
    #expect(after == expected, "seed \(seed)")
    #expect(try editing(result, file: "f", host: host, edits) == result, "seed \(seed)")
    // No line went or moved; those that were set differ from the equals sign on.
    let heads = { (text: String) in text.split(separator: "\n").map { $0.prefix { $0 != "=" } } }
    var rest = heads(result)[...]
    for head in heads(text) {
      let found = try #require(rest.firstIndex(of: head), "seed \(seed): \(head)")
      rest = rest[(found + 1)...]
    }
    #expect(
      result.split(separator: "\n").filter { $0.contains("#c") }.count
        == text.split(separator: "\n").filter { $0.contains("#c") }.count)
    #expect(!text.contains("\r\n") || !result.replacing("\r\n", with: "").contains("\n"), "seed \(seed)")
  }
}

/// The same settings as a person might have written them: with comments, blanks, empty lines, other line ends.
private func disguised(_ text: String, using random: inout SplitMix) -> String {
  let lineEnd = random.pick(["\n", "\r\n"])
  var lines: [String] = []
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    if random.number(0...5) == 0 { lines.append(random.pick(["#c [host.x]", "  #c cpus = 1", ""])) }
    let comment = line.isEmpty || random.number(0...3) > 0 ? "" : random.pick([" #c", "\t#c = \"x\""])
    lines.append((line.hasPrefix("[") ? "" : random.pick(["", "  ", "\t"])) + line + comment)
  }
  return lines.joined(separator: lineEnd)
}
