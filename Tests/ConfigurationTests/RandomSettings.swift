import Configuration
import Multipass
import Provisioning
import Supervision

extension SplitMix {
  mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(0...(elements.count - 1))]
  }

  mutating func duration(_ milliseconds: ClosedRange<Int> = 10...86_400_000) -> Duration {
    let unit = pick([1, 1000, 60_000].filter { $0 <= milliseconds.upperBound && $0 >= milliseconds.lowerBound } + [1])
    let number = number(milliseconds) / unit * unit
    return .milliseconds(max(number, milliseconds.lowerBound))
  }

  mutating func name() -> String {
    let letters = Array("abcXYZ0189-")
    return "h" + String((0..<number(0...20)).map { _ in pick(letters) }) + "9"
  }
}

extension Settings {
  /// Any settings that the file format can say.
  static func random(using random: inout SplitMix) -> Settings {
    let names = Set((0..<random.number(1...5)).map { _ in random.name() }).sorted()
    let hosts = names.map { HostConfiguration.random(name: $0, using: &random) }
    var settings = Settings(defaultHost: names.count == 1 ? names[0] : random.pick(names + [nil]), hosts: hosts)
    settings.multipassCommand = random.pick(["multipass", "/a b/\"c\"\\d", "ä'#="])
    settings.network.debounce = random.duration()
    settings.network.settle = random.duration()
    return settings
  }
}

extension HostConfiguration {
  static func random(name: String, using random: inout SplitMix) -> HostConfiguration {
    var host = HostConfiguration(name: name)
    host.guest.cpus = random.number(1...256)
    host.guest.memory = Size(mebibytes: UInt32(random.number(512...(4 << 20))))
    host.guest.disk = Size(mebibytes: UInt32(random.number(1024...(64 << 20))))
    host.guest.enginePort = random.number(1...65535)
    host.guest.image = random.pick([nil, "24.04", "daily:noble", "file:///a/b.img"])
    host.guest.mounts = random.pick([
      nil, [], [MountSettings(source: "~", target: "~"), MountSettings(source: "/a b/\"c\"", target: "/ä'\\")],
    ])
    host.files.certificates = random.pick([[], ["~/ca.pem", "/etc/ssl/x #1.pem"]])
    host.files.repositoryKey = random.pick([nil, "/etc/apt/key.asc"])
    host.guest.engine = .random(using: &random)
    host.dnsNames = random.pick([[], ["a.example.com"], ["x_1", "Y-2.z"]])
    host.egressAnchors = random.pick([
      [], [EgressAnchor(host: "1.1.1.1")],
      [EgressAnchor(host: "::1", port: 1), EgressAnchor(host: "a.b", port: 65535)],
    ])
    host.dnsFallback = random.pick([[], [.host], [.server("10.0.0.1"), .host, .server("fe80::1")]])
    host.supervision = .random(using: &random)
    return host
  }
}

extension EngineSettings {
  fileprivate static func random(using random: inout SplitMix) -> EngineSettings {
    var engine = EngineSettings()
    engine.debs = random.pick([.none, .folder("~/debs"), .urls(["https://a.example.com/x.deb"])])
    engine.install = random.pick(engine.debs == .none ? [.apt, .distro] : InstallMethod.allCases)
    engine.version = random.pick([nil, "28", "5:27.5.1-1~ubuntu.24.04~noble"])
    engine.repository.url = random.pick([AptRepository.docker.url, "http://[2001:db8::1]:8080/linux"])
    engine.registryMirrors = random.pick([[], ["https://mirror.example.com", "http://10.0.0.1:5000/"]])
    engine.insecureRegistries = random.pick([[], ["10.0.0.0/8", "registry:5000", "[::1]:5000"]])
    engine.addressPools = random.pick([
      [],
      [IPv4Prefix("10.201.0.0/16"), IPv4Prefix("0.0.0.0/0")].compactMap { $0.map { AddressPool(base: $0, size: 24) } },
    ])
    engine.proxy.http = random.pick([nil, "http://proxy.example.com:3128", "socks5://127.0.0.1:1080/"])
    engine.proxy.https = random.pick([nil, "https://user@proxy.example.com"])
    engine.proxy.exceptions = random.pick([[], ["*", ".example.com", "*.b.c:80", "10.0.0.0/8", "::1", "localhost"]])
    engine.daemon = random.pick([[:], random.members(depth: 1)])
    return engine
  }
}

extension SplitMix {
  fileprivate mutating func members(depth: Int) -> [String: JSONValue] {
    let keys = ["log-level", "a.b", "ä \"x\"", "", "c\u{1B}\n\\"]
    return Dictionary((0..<number(1...3)).map { _ in (pick(keys), json(depth: depth)) }) { $1 }
  }

  private mutating func json(depth: Int) -> JSONValue {
    switch number(0...(depth < 8 ? 5 : 3)) {
    case 0: .bool(pick([true, false]))
    case 1: .int(pick([0, -1, .max, .min + 1]))
    case 2: .double(pick([0.5, -1e300, 3]))
    case 3: .string(pick(["", "debug", "a\nb\t\u{7F}\r", "\"\\'#=[]{}", "ä"]))
    case 4: .array((0..<number(0...2)).map { _ in json(depth: depth + 1) })
    default: .object(members(depth: depth + 1))
    }
  }
}

extension HostSettings {
  fileprivate static func random(using random: inout SplitMix) -> HostSettings {
    var settings = HostSettings()
    settings.desired = random.pick(DesiredState.allCases)
    let intervals = [random.duration(), random.duration()].sorted()
    settings.probe.fastInterval = intervals[0]
    settings.probe.interval = intervals[1]
    settings.probe.downInterval = random.duration()
    settings.probe.timeout = random.duration()
    settings.probe.deepInterval = random.duration()
    settings.probe.fall = random.number(1...100)
    settings.probe.rise = random.number(1...100)
    settings.policy.externalStop = random.pick(ExternalStop.allCases)
    settings.policy.engineRestart = random.pick(Permission.allCases)
    settings.policy.instanceRestart = random.pick(Permission.allCases)
    settings.policy.engineRestarts = Budget(count: random.number(1...1000), window: random.duration(1000...86_400_000))
    settings.policy.instanceRestarts = Budget(
      count: random.number(1...1000), window: random.duration(1000...86_400_000))
    return settings
  }
}
