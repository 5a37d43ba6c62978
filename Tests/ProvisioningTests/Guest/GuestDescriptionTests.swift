import Multipass
import Provisioning
import Testing

@Suite struct GuestDescriptions {
  private func describe(
    _ change: (inout GuestSettings) -> Void = { _ in }, key: String? = nil, routes: [String] = []
  ) throws -> GuestDescription {
    var settings = GuestSettings()
    change(&settings)
    return try describeGuest(settings, authorizedKey: key, avoiding: routes.map { try #require(IPv4Prefix($0)) })
  }

  @Test func `say what the settings say`() throws {
    let description = try describe { settings in
      settings.enginePort = 2376
      settings.engine.version = "28.5"
      settings.engine.registryMirrors = ["https://mirror.example.com"]
      settings.engine.daemon = ["log-level": .string("warn")]
      settings.mounts = [MountSettings(source: "/home/me", target: "/home/me")]
    }
    #expect(description.enginePort == 2376 && description.version == "28.5" && description.install == .apt)
    let mirrors = JSONValue.array([.string("https://mirror.example.com")])
    #expect(description.daemon == ["registry-mirrors": mirrors, "log-level": .string("warn")])
    #expect(description.mounts == ["/home/me"])
    #expect(description.repositoryKey.hasPrefix("-----BEGIN PGP PUBLIC KEY BLOCK-----"))
    #expect(description.outline.contains { $0.contains("28.5") })
  }

  @Test func `name a folder for package files that come from this machine, and none for URLs`() throws {
    #expect(try describe().debFolder == nil)
    let folder = try describe { settings in
      settings.engine.install = .deb
      settings.engine.debs = .folder("/home/me/debs")
    }
    #expect(folder.debFolder == "/var/lib/dockhost/debs")
    let urls = try describe { settings in
      settings.engine.install = .deb
      settings.engine.debs = .urls(["https://example.com/docker-ce_28.5.2_amd64.deb"])
    }
    #expect(urls.debFolder == nil && urls.debURLs.count == 1)
  }

  @Test(arguments: [
    ("hosts", JSONValue.array([])), ("tlsverify", .bool(true)), ("containerd", .string("/run/x.sock")),
    ("max-download-attempts", .double(.nan)), ("a", .array([.object(["b": .double(.infinity)])])),
  ])
  func `refuse a key of daemon.json that keeps the engine from starting`(key: String, value: JSONValue) {
    #expect(throws: DescriptionError.self) { try describe { $0.engine.daemon = [key: value] } }
  }

  @Test func `refuse a key of daemon.json that is set twice`() {
    #expect(throws: DescriptionError.self) {
      try describe { settings in
        settings.engine.registryMirrors = ["https://mirror.example.com"]
        settings.engine.daemon = ["registry-mirrors": .array([])]
      }
    }
  }

  @Test(arguments: [0, 65536, -1]) func `refuse a port out of range`(port: Int) {
    #expect(throws: DescriptionError.self) { try describe { $0.enginePort = port } }
  }

  @Test func `never tell a proxy's password`() throws {
    let error = #expect(throws: DescriptionError.self) {
      try describe { $0.engine.proxy.http = "http://user:secret word@proxy.example.com" }
    }
    #expect(try !"\(#require(error))".contains("secret"))
  }

  @Test(arguments: ["ssh-ed25519", "ssh-ed25519 AAAA\nssh-rsa BBBB", "no-pty ssh-ed25519 AAAA", ""])
  func `refuse what is no line of authorized_keys`(key: String) {
    #expect(throws: DescriptionError.self) { try describe(key: key) }
  }
}

@Suite struct ContainerNetworks {
  private func describe(_ routes: [String], pools: [AddressPool] = []) throws -> GuestDescription {
    var settings = GuestSettings()
    settings.engine.addressPools = pools
    return try describeGuest(settings, authorizedKey: nil, avoiding: routes.map { try #require(IPv4Prefix($0)) })
  }

  private func bases(_ description: GuestDescription) -> [String] {
    description.addressPools.map { pool in
      if case .object(let fields) = pool, case .string(let base)? = fields["base"] { base } else { "?" }
    }
  }

  @Test(arguments: [[], ["10.8.0.0/16"], ["0.0.0.0/0"], ["0.0.0.0/1", "128.0.0.0/1"]])
  func `are Docker's own where no route meets them`(routes: [String]) throws {
    let description = try describe(routes)
    #expect(description.addressPools == [] && description.bridge == "172.17.0.1/16")
  }

  @Test func `keep out of the networks that this machine reaches`() throws {
    let some = try describe(["172.16.0.0/13", "172.25.1.0/24"])
    #expect(bases(some) == ["172.24.0.0/16", "172.26.0.0/16", "172.27.0.0/16", "172.28.0.0/16"])
    #expect(some.bridge == "172.24.0.1/16")
    let all = try describe(["172.16.0.0/12", "192.168.0.0/16"])
    #expect(bases(all).first == "10.201.0.0/16" && all.bridge == "10.201.0.1/24")
    #expect(bases(try describe(["172.16.0.0/12", "192.168.0.0/16", "10.0.0.0/8"])) == ["198.18.0.0/15"])
  }

  @Test func `are refused when none is left`() {
    #expect(throws: DescriptionError.self) {
      try describe(["172.16.0.0/12", "192.168.0.0/16", "10.0.0.0/8", "198.16.0.0/12"])
    }
  }

  @Test func `that were chosen are refused where a route meets them, and otherwise used`() throws {
    let pool = AddressPool(base: try #require(IPv4Prefix("10.201.0.0/16")), size: 24)
    #expect(throws: DescriptionError.self) { try describe(["10.201.7.0/24"], pools: [pool]) }
    let description = try describe(["10.202.0.0/16"], pools: [pool])
    #expect(description.daemon["default-address-pools"] != nil && description.bridge == "10.201.0.1/24")
  }

  @Test(arguments: [15, 31, 7]) func `are refused where they cannot be cut`(size: Int) throws {
    let pool = AddressPool(base: try #require(IPv4Prefix("10.201.0.0/16")), size: size)
    #expect(throws: DescriptionError.self) { try describe([], pools: [pool]) }
  }
}
