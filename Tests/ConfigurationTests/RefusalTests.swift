import Configuration
import Testing

@Suite struct Refusals {
  @Test(arguments: [
    ("port = 70000", "70000 is out of range (1-65535)"),
    ("port = 0", "0 is out of range (1-65535)"),
    ("port = -1", "-1 is out of range (1-65535)"),
    ("port = \"2375\"", "expected an integer, found the string \"2375\""),
    ("port = 1.5", "expected an integer, found a floating-point number"),
    ("port = true", "expected an integer, found a boolean"),
    ("port = [1]", "expected an integer, found an array"),
    ("port = {}", "expected an integer, found a table"),
    ("port = 1979-05-27", "expected an integer, found a date"),
  ])
  func `says what a port may be`(line: String, reason: String) {
    #expect(
      complaint(about: "[host.docker-host.engine]\n\(line)\n")
        == "config.toml:2: host.docker-host.engine.port: \(reason)")
  }

  @Test(arguments: [
    ("probe.timeout", "\"0s\"", "\"0s\" is out of range (10ms-24h)"),
    ("probe.timeout", "\"25h\"", "\"25h\" is out of range (10ms-24h)"),
    ("probe.timeout", "\"999999999h\"", "\"999999999h\" is out of range (10ms-24h)"),
    ("probe.timeout", "2", "expected a duration such as \"500ms\", \"2s\" or \"5m\", found the integer 2"),
    ("probe.timeout", "\"2\"", "expected a duration such as \"500ms\", \"2s\" or \"5m\", found \"2\""),
    ("probe.timeout", "\"\"", "expected a duration such as \"500ms\", \"2s\" or \"5m\", found \"\""),
    ("probe.timeout", "\"-2s\"", "expected a duration such as \"500ms\", \"2s\" or \"5m\", found \"-2s\""),
    ("probe.timeout", "\"2 s\"", "expected a duration such as \"500ms\", \"2s\" or \"5m\", found \"2 s\""),
    ("probe.timeout", "\"2s1m\"", "expected a duration such as \"500ms\", \"2s\" or \"5m\", found \"2s1m\""),
    ("probe.fall", "0", "0 is out of range (1-100)"),
    ("cpus", "0", "0 is out of range (1-256)"),
    ("memory", "\"64M\"", "\"64M\" is out of range (512M-4096G)"),
    ("memory", "\"much\"", "expected a size such as \"512M\" or \"4G\", found \"much\""),
    ("disk", "4", "expected a size such as \"512M\" or \"4G\", found the integer 4"),
    ("desired", "\"runing\"", "expected one of running, stopped, on-demand, found \"runing\""),
    ("policy.engine-restarts", "\"5\"", "expected a number of tries and a time, such as \"5/10m\", found \"5\""),
    ("policy.engine-restarts", "\"0/10m\"", "\"0/10m\" is out of range (1-1000)"),
    ("policy.engine-restarts", "\"5/1ms\"", "\"5/1ms\" is out of range (1s-24h)"),
    ("dns.fallback", "[\"example.com\"]", "expected \"host\" or the address of a server, found \"example.com\""),
    ("dns.fallback", "[\"host\", \"host\"]", "\"host\" is listed twice"),
    ("dns.fallback", "\"host\"", "expected an array, found the string \"host\""),
    ("probe.dns-names", "[\"a b\"]", "expected a host name, found \"a b\""),
    ("probe.dns-names", "[\"a\\nb\"]", "expected a host name, found \"a?b\""),
    (
      "probe.egress-anchors", "[\"1.1.1.1:0\"]",
      "expected an address or name, with a port unless it is 443, found \"1.1.1.1:0\""
    ),
    (
      "probe.egress-anchors", "[\"1.1.1.256\"]",
      "expected an address or name, with a port unless it is 443, found \"1.1.1.256\""
    ),
    (
      "probe.egress-anchors", "[\"[::g]:1\"]",
      "expected an address or name, with a port unless it is 443, found \"[::g]:1\""
    ),
    (
      "probe.egress-anchors", "[\"http://u:p@h\"]",
      "expected an address or name, with a port unless it is 443, found \"http://u:xxxxx@h\""
    ),
    ("probe", "3", "expected a table, found the integer 3"),
    ("mounts", "[\"src\"]", "expected a folder such as \"~\" or \"/home/me/src:/src\", found \"src\""),
    ("mounts", "[\"/a:b\"]", "expected a folder such as \"~\" or \"/home/me/src:/src\", found \"/a:b\""),
    ("mounts", "[\"/a/../b\"]", "expected a folder such as \"~\" or \"/home/me/src:/src\", found \"/a/../b\""),
    ("mounts", "[\"~other\"]", "expected a folder such as \"~\" or \"/home/me/src:/src\", found \"~other\""),
    ("mounts", "[\"/\"]", "expected a folder such as \"~\" or \"/home/me/src:/src\", found \"/\""),
    ("mounts", "[\"/a\", \"/b:/a\"]", "\"/a\" is the target of two folders"),
    (
      "image", "\"-x\"",
      "expected an image as multipass launch takes it, such as \"24.04\" or \"daily:noble\", found \"-x\""
    ),
    ("engine.install", "\"snap\"", "expected one of apt, deb, distro, found \"snap\""),
    ("engine.install", "\"deb\"", "\"deb\" needs debs, a folder or an array of URLs"),
    (
      "engine.version", "\"28; reboot\"",
      "expected \"latest\" or a version such as \"28\" or \"5:27.5.1-1~ubuntu.24.04~noble\", found \"28; reboot\""
    ),
    ("engine.debs", "7", "expected a folder of .deb files, or an array of their URLs, found the integer 7"),
    ("engine.debs", "\"debs\"", "expected an absolute path, or one that begins with ~/, found \"debs\""),
    (
      "engine.debs", "[\"https://a.example.com/x\"]",
      "expected the URL of a .deb file, found \"https://a.example.com/x\""
    ),
    (
      "engine.repository", "\"ftp://a.example.com\"",
      "expected the URL of an apt repository, such as \"https://download.docker.com/linux\", found \"ftp://a.example.com\""
    ),
    (
      "engine.registry-mirrors", "[\"https://u@a.example.com\"]",
      "expected the URL of a registry without a path, such as \"https://mirror.example.com\", "
        + "found \"https://u@a.example.com\""
    ),
    (
      "engine.insecure-registries", "[\"a b\"]",
      "expected a registry such as \"registry.example.com:5000\", or a network such as \"10.0.0.0/8\", found \"a b\""
    ),
    (
      "engine.address-pools", "[{ base = \"10.0.0.0/8\" }]",
      "expected a pool such as { base = \"10.201.0.0/16\", size = 24 }, found a table"
    ),
    (
      "engine.address-pools", "[{ base = \"10.0.0.1/8\", size = 24 }]",
      "expected a network such as \"10.201.0.0/16\", found \"10.0.0.1/8\""
    ),
    ("engine.address-pools", "[{ base = \"10.0.0.0/24\", size = 16 }]", "size 16 is out of range (24-29)"),
    (
      "engine.proxy.http", "\"proxy:3128\"",
      "expected the URL of a proxy such as \"http://proxy.example.com:3128\", found \"proxy:3128\""
    ),
    (
      "engine.proxy.exceptions", "[\"a,b\"]",
      "expected a name, a suffix such as \".example.com\", an address or a network, found \"a,b\""
    ),
    ("engine.daemon", "1", "expected a table of keys of daemon.json, found the integer 1"),
    ("engine.daemon.x", "1979-05-27", "expected a value that JSON has, found a date"),
    ("engine.daemon.x", "nan", "expected a value that JSON has, found a floating-point number"),
    ("engine.daemon.x", "[[[[[[[[1]]]]]]]]", "nested too deeply (at most 8 levels)"),
    (
      "engine.daemon.hosts", "[\"tcp://0.0.0.0\"]",
      "is not for daemon.json: the engine listens by a socket unit, on engine.port"
    ),
  ])
  func `says what a host's value may be`(key: String, value: String, reason: String) {
    #expect(complaint(about: "[host.h]\n\(key) = \(value)") == "config.toml:2: host.h.\(key): \(reason)")
  }

  @Test(arguments: [
    ("[host.h]\nprobe.fast-intervall = \"1s\"", "host.h.probe.fast-intervall", "fast-interval"),
    ("[host.h]\nprobe.fast_interval = \"1s\"", "host.h.probe.fast_interval", "fast-interval"),
    ("[host.h]\nengine.prot = 1", "host.h.engine.prot", "port"),
    ("[host.h]\nport = 1", "host.h.port", "engine.port"),
    ("[host.h]\npolcy.external-stop = \"respect\"", "host.h.polcy", "policy"),
    ("\ndefault_host = \"h\"", "default_host", "default-host"),
    ("\nhosts.h = {}", "hosts", "host"),
    ("[host.h]\nengine.proxy.htps = \"\"", "host.h.engine.proxy.htps", "https"),
    ("\nnetwork.debounced = \"1s\"", "network.debounced", "debounce"),
  ])
  func `names the key that was meant`(text: String, path: String, meant: String) {
    #expect(complaint(about: text) == "config.toml:2: \(path): unknown key, did you mean '\(meant)'?")
  }

  @Test func `guesses nothing where no key is near`() {
    #expect(complaint(about: "\n\nelephant = 1") == "config.toml:3: elephant: unknown key")
  }

  @Test func `tells the fault that stands first`() {
    let text = "[host.z]\ncpus = 0\n[host.a]\ncpus = 0\nmemry = 1"
    #expect(complaint(about: text) == "config.toml:2: host.z.cpus: 0 is out of range (1-256)")
  }

  @Test(arguments: ["-a", "a-", "1a", "a.b", "a_b", "ä", "a b"])
  func `takes no name that Multipass does not take`(name: String) {
    #expect(complaint(about: "[host.'\(name)'.engine]\nport = 1").contains("a name has letters, digits and hyphens"))
  }

  @Test func `takes no name whose socket could not be bound`() throws {
    let folder = "/run/user/1000/dockhost"
    let longest = String(repeating: "a", count: 107 - "\(folder)//docker.sock".utf8.count)
    #expect(try read("[host.\(longest)]", runtimeFolder: folder).hosts.first?.name == longest)
    #expect(
      complaint(about: "[host.\(longest)a]", runtimeFolder: folder)
        .hasSuffix("the name is too long: its socket's path has 108 bytes (at most 107)"))
  }

  @Test func `wants a default host that there is`() {
    #expect(
      complaint(about: "default-host = \"c\"\n[host.a]\n[host.b]")
        == "config.toml:1: default-host: no host \"c\" (expected one of: a, b)")
    #expect(complaint(about: "default-host = \"\"").contains("no host \"\" (expected one of: docker-host)"))
  }

  @Test func `wants the fast interval to be the shorter one`() {
    #expect(
      complaint(about: "[host.a.probe]\ninterval = \"1s\"\nfast-interval = \"2s\"")
        == "config.toml:3: host.a.probe.fast-interval: 2s is longer than interval (1s)")
    #expect(
      complaint(about: "[host.a.probe]\ninterval = \"500ms\"")
        == "config.toml: host.a.probe.fast-interval: 1s is longer than interval (500ms)")
  }

  @Test func `shows no password`() {
    let reason = complaint(about: "[host.a.engine.proxy]\nhttp = \"http://me:secret@proxy.example.com/path\"")
    #expect(reason.contains("\"http://me:xxxxx@proxy.example.com/path\"") && !reason.contains("secret"))
  }

  @Test func `tells the line of a mistake in the syntax`() {
    #expect(complaint(about: "[host.a]\ncpus = \n").hasPrefix("config.toml:2: invalid TOML: "))
    #expect(complaint(about: "a = 1\na = 2\n").hasPrefix("config.toml:2: invalid TOML: "))
  }
}
