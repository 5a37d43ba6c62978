import Configuration
import Multipass
import Provisioning
import Supervision
import Testing

@Suite struct ReadingSettings {
  @Test(arguments: ["", "# nothing\n", "[host]\n", "[host.docker-host]"])
  func `takes the defaults where nothing is said`(text: String) throws {
    #expect(try read(text) == .default)
  }

  @Test func `has the contract's defaults`() throws {
    let contract = """
      default-host = "docker-host"
      [multipass]
      command = "multipass"
      [network]
      debounce = "250ms"
      settle = "2s"
      [host.docker-host]
      desired = "running"              # running | stopped | on-demand
      cpus = 2
      memory = "4G"
      disk = "40G"
      [host.docker-host.engine]
      port = 2375
      [host.docker-host.probe]
      interval = "10s"
      fast-interval = "1s"
      down-interval = "5s"
      timeout = "2s"
      fall = 3
      rise = 2
      deep-interval = "60s"
      dns-names = []
      egress-anchors = []
      [host.docker-host.dns]
      fallback = ["host"]
      [host.docker-host.policy]
      external-stop = "respect"
      engine-restart = "auto"
      instance-restart = "auto"
      engine-restarts = "5/10m"
      instance-restarts = "2/30m"
      """
    #expect(try read(contract) == .default)
  }

  @Test func `takes every key`() throws {
    let settings = try read(
      """
      default-host = "b"
      multipass.command = "/snap/bin/multipass"
      network = { debounce = "100ms", settle = "1m30s" }
      [host]
      a = {}
      [host."b"]
      desired = "on-demand"
      cpus = 0x10
      memory = "4.5GiB"
      disk = "100G"
      engine.port = 65535
      probe = { interval = "1h", fast-interval = "10ms", down-interval = "24h", timeout = "3s", fall = 1, rise = 100 }
      [host.b.policy]
      external-stop = "restart"
      engine-restart = "ask"
      instance-restart = "never"
      engine-restarts = "1/1s"
      instance-restarts = "1000/24h"
      [host.b.dns]
      fallback = ["host", "10.0.0.53", "2001:db8::53"]
      """)
    var b = HostConfiguration(name: "b")
    b.supervision.desired = .onDemand
    b.guest.cpus = 16
    b.guest.memory = Size(mebibytes: 4608)
    b.guest.disk = Size(mebibytes: 100 << 10)
    b.guest.enginePort = 65535
    b.supervision.probe.interval = .seconds(3600)
    b.supervision.probe.fastInterval = .milliseconds(10)
    b.supervision.probe.downInterval = .seconds(86_400)
    b.supervision.probe.timeout = .seconds(3)
    b.supervision.probe.fall = 1
    b.supervision.probe.rise = 100
    b.supervision.policy.externalStop = .restart
    b.supervision.policy.engineRestart = .ask
    b.supervision.policy.instanceRestart = .never
    b.supervision.policy.engineRestarts = Budget(count: 1, window: .seconds(1))
    b.supervision.policy.instanceRestarts = Budget(count: 1000, window: .seconds(86_400))
    b.dnsFallback = [.host, .server("10.0.0.53"), .server("2001:db8::53")]
    #expect(settings.defaultHost == "b")
    #expect(settings.multipassCommand == "/snap/bin/multipass")
    #expect(settings.network.debounce == .milliseconds(100))
    #expect(settings.network.settle == .seconds(90))
    #expect(settings.hosts == [HostConfiguration(name: "a"), b])
  }

  @Test func `takes names and anchors of every form`() throws {
    let settings = try read(
      """
      [host.a.probe]
      dns-names = ["intranet", "_ldap._tcp.example.com"]
      egress-anchors = ["1.1.1.1", "1.1.1.1:80", "example.com:8443", "::1", "[2606:4700::1111]:53", "[::2]"]
      """)
    let host = try #require(settings.hosts.first)
    #expect(host.dnsNames == ["intranet", "_ldap._tcp.example.com"])
    #expect(
      host.egressAnchors == [
        EgressAnchor(host: "1.1.1.1"), EgressAnchor(host: "1.1.1.1", port: 80),
        EgressAnchor(host: "example.com", port: 8443), EgressAnchor(host: "::1"),
        EgressAnchor(host: "2606:4700::1111", port: 53), EgressAnchor(host: "::2"),
      ])
  }

  @Test func `reads what is to be in a guest`() throws {
    let settings = try read(
      """
      [host.a]
      image = "24.04"
      mounts = ["~", "~/src:/src"]
      [host.a.engine]
      install = "deb"
      debs = "~/debs"
      version = "latest"
      repository = "https://mirror.example.com/linux/"
      repository-key = "/etc/key.asc"
      ca-certificates = ["~/ca.pem"]
      address-pools = [{ base = "10.201.0.0/16", size = 24 }]
      [host.a.engine.proxy]
      http = "http://me:secret@proxy.example.com:3128"
      exceptions = [".example.com"]
      [host.a.engine.daemon]
      log-driver = "local"
      log-opts.max-size = "10m"
      default-ulimits = { nofile = { Hard = 64000 } }
      """, home: "/home/me")
    let host = try #require(settings.hosts.first)
    #expect(host.guest.image == "24.04")
    #expect(
      host.guest.mounts == [
        MountSettings(source: "/home/me", target: "/home/me"), MountSettings(source: "/home/me/src", target: "/src"),
      ])
    let engine = host.guest.engine
    #expect(engine.install == .deb && engine.debs == .folder("/home/me/debs") && engine.version == nil)
    #expect(engine.repository == AptRepository(url: "https://mirror.example.com/linux"))
    #expect(host.files.repositoryKey == "/etc/key.asc" && host.files.certificates == ["/home/me/ca.pem"])
    #expect(engine.addressPools.map(\.base.description) == ["10.201.0.0/16"] && engine.addressPools.first?.size == 24)
    #expect(engine.proxy.http == "http://me:secret@proxy.example.com:3128")
    #expect(engine.proxy.exceptions == [".example.com"])
    #expect(
      engine.daemon == [
        "log-driver": .string("local"), "log-opts": .object(["max-size": .string("10m")]),
        "default-ulimits": .object(["nofile": .object(["Hard": .int(64000)])]),
      ])
  }

  @Test func `takes the only host for the default one, and none of several`() throws {
    #expect(try read("[host.only]").defaultHost == "only")
    #expect(try read("[host.a]\n[host.b]").defaultHost == nil)
  }

  @Test func `reads a thousand hosts`() throws {
    let text = (0..<1000).map { "[host.h\($0)]\nengine.port = \($0 + 1)\n" }.joined()
    let settings = try read(text)
    #expect(settings.hosts.count == 1000)
    #expect(settings.hosts.allSatisfy { "h\($0.guest.enginePort - 1)" == $0.name })
  }
}
