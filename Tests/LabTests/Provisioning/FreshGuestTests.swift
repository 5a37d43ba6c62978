import FoundationEssentials
import Machines
import Provisioning
import StandIn
import Testing

extension Labs {
  /// From a bare guest to an engine.
  @Suite(.lab(guests: ["one": "bare", "other": "bare"])) struct FreshGuest {
    @Test func `gets an engine from a repository whose key is pinned, and a second run changes nothing`() throws {
      let guest = try GuestRuns("one")
      let before = try guest.observe(guest.fromRepository)
      #expect(before.engineVersion == nil && before.setup == .none && !before.changes.isEmpty)
      #expect(try guest.apply(guest.fromRepository).contains { $0.hasPrefix("installed docker-ce") })
      #expect(try guest.ping(from: guest.lab.laptop, as: .dev).body == "OK")

      let traces = try guest.traces()
      #expect(traces.contains("/etc/systemd/system/docker.socket.d/dockhost.conf"))
      #expect(try guest.apply(guest.fromRepository) == [])
      #expect(try guest.traces() == traces)

      let after = try guest.observe(guest.fromRepository)
      #expect(after.setup == .dockhost && after.changes == [] && after.engineRuns && after.files == [:])
      #expect(after.hostKey?.hasPrefix("ssh-ed25519 ") == true)
      try verifiesNetworks(guest)
    }

    /// In the lab there is no registry; its mirrors' names stand for one.
    private func verifiesNetworks(_ guest: GuestRuns) throws {
      try guest.machine.perform(["/usr/local/lib/lab/import-busybox"])
      var settings = guest.fromRepository
      settings.engine.registryMirrors = ["http://\(Addresses.publicNames[0])"]
      guard case .verified(let points) = try guest.run(.verify, try guest.describe(settings)) else {
        Issue.record("nothing was verified")
        return
      }
      #expect(points.filter { !$0.works } == [])
      #expect(points.map(\.name).contains("published-port"))
      #expect(try guest.machine.perform(["docker", "ps", "--all", "--quiet"]) == "")

      try guest.machine.perform(["systemctl", "stop", "systemd-resolved"])
      defer { #expect(throws: Never.self) { try guest.machine.perform(["systemctl", "start", "systemd-resolved"]) } }
      guard case .verified(let broken) = try guest.run(.verify, try guest.describe(settings)) else {
        Issue.record("nothing was verified")
        return
      }
      #expect(broken.first { $0.name == "dns" }?.works == false)
      #expect(broken.first { $0.name == "container" }?.works == true)
    }

    @Test func `gets an engine although each run before was killed at another step`() throws {
      let guest = try GuestRuns("other")
      let description = try guest.describe(guest.fromDistribution)
      let task = GuestTask(.apply, description, limit: .seconds(300))
      // Reads so many lines of the program, kills it, and waits until all that it ran is over.
      let script = """
        mkfifo /run/told; sudo=$1; shift
        "$@" </run/input >/run/told & program=$!
        exec 3</run/told; count=0
        while [ $count -lt "$sudo" ] && read -r line <&3; do count=$((count + 1)); done
        kill -9 $program; cat <&3 >/dev/null; rm /run/told
        """
      try guest.machine.write(String(decoding: task.input, as: UTF8.self), to: "/run/input")
      for lines in [1, 2, 4, 8, 16, 24] {
        let command = ["sh", "-c", script, "sh", "\(lines)"] + task.arguments.dropFirst()
        try guest.machine.perform(command, limit: .seconds(120))
      }
      try guest.apply(guest.fromDistribution)
      #expect(try guest.apply(guest.fromDistribution) == [])
      #expect(try guest.ping(from: guest.lab.laptop, as: .dev).body == "OK")
    }
  }

  /// One version of the engine after another.
  @Suite(.lab(guests: ["one": "bare"])) struct EngineVersions {
    @Test func `containers live through upgrades, a major one is agreed to, and a broken one is put back`() throws {
      let guest = try GuestRuns("one")
      let repository = guest.lab.repository
      try repository.offer(.nextMajor)
      defer { #expect(throws: Never.self) { try repository.offer(.current) } }
      try guest.apply(settings(guest, .previous))
      try guest.startContainer("lives")
      let start = try guest.start(of: "lives")

      let observed = try guest.observe(settings(guest, .current))
      #expect(try observed.candidateVersion == repository.version(of: .current) && observed.containers == ["lives"])
      try guest.apply(settings(guest, .current))
      #expect(try guest.observe(settings(guest, .current)).changes == [])

      let version = try guest.machine.perform(["pidof", "dockerd"])
      #expect(try guest.refusal(settings(guest, .nextMajor)).contains("across a major version"))
      #expect(try guest.machine.perform(["pidof", "dockerd"]) == version)

      #expect(try guest.refusal(settings(guest, .broken)).hasSuffix("this build is broken; the engine runs as before"))
      #expect(try guest.observe(settings(guest, .current)).changes == [])

      try guest.apply(settings(guest, .nextMajor), consent: ["major-upgrade"])
      #expect(try guest.start(of: "lives") == start)
      #expect(try guest.machine.perform(["apt-mark", "showhold"]).contains("docker-ce\n"))
      #expect(try guest.ping(from: guest.lab.laptop, as: .dev).body == "OK")
    }

    private func settings(_ guest: GuestRuns, _ release: EngineRelease) throws -> GuestSettings {
      var settings = guest.fromRepository
      settings.engine.version = try guest.lab.repository.version(of: release)
      return settings
    }
  }

  /// From nothing by cloud-init alone, and from package files.
  @Suite(.lab()) struct FirstBoot {
    private static let guest = GuestSpecification(image: "bare", cpus: 1, memory: 1 << 30, disk: 4 << 30)

    private func create(_ name: String, _ cloudInit: String?) throws -> GuestRuns {
      var specification = Self.guest
      specification.cloudInit = cloudInit
      try currentGuests().create(name, specification)
      try currentGuests().powerOn(name)
      return try GuestRuns(name)
    }

    @Test func `cloud-init carries out the same description`() throws {
      let lab = try currentLab()
      var settings = GuestSettings()
      settings.engine.repository = AptRepository(url: lab.repository.url, key: lab.repository.key)
      let description = try describeGuest(settings, authorizedKey: GuestRuns.key, avoiding: [])
      let guest = try create("fresh", description.cloudInit)
      // The lab's base has no locales, which is the one thing that cloud-init may find wrong.
      _ = try guest.machine.run(["cloud-init", "status", "--wait"], limit: .seconds(300))
      let result = try guest.machine.perform(["cat", "/run/cloud-init/result.json"])
      #expect(!result.contains("scripts"), "\(result)")
      #expect(try guest.ping(from: lab.laptop, as: .dev).body == "OK")
      #expect(try guest.apply(settings, consent: []) == [])

      try guest.machine.write(description.cloudInit, to: "/var/tmp/user-data")
      let schema = try guest.machine.run(["cloud-init", "schema", "--config-file", "/var/tmp/user-data"])
      #expect(schema.status == 0, "\(schema.output)\(schema.errorOutput)")
    }

    @Test func `package files make an engine, and a second run asks for none of them`() throws {
      let lab = try currentLab()
      var settings = GuestSettings()
      settings.engine.install = .deb
      settings.engine.debs = .folder("/home/dev/debs")
      let guest = try create("debs", nil)
      var description = try guest.describe(settings)
      let folder = try #require(description.debFolder)
      description.debFiles = try lab.plantDebs(.docker(.current), in: "/home/dev/debs")
      try guest.machine.perform(["mkdir", "-p", folder])
      for file in description.debFiles {
        try guest.machine.copy("\(try lab.laptop.root)/home/dev/debs/\(file)", to: "\(folder)/\(file)")
      }
      guard case .applied(let changes) = try guest.run(.apply, description) else {
        Issue.record("not installed")
        return
      }
      #expect(changes.contains { $0.contains("docker-ce 5:") })
      #expect(try guest.ping(from: lab.laptop, as: .dev).body == "OK")
      #expect(try guest.run(.apply, description) == .applied(changes: []))
      #expect(try guest.machine.run(["test", "-e", folder]).status == 1)
    }

    @Test func `package files make an engine by their URLs, too`() throws {
      let lab = try currentLab()
      var settings = GuestSettings()
      settings.engine.install = .deb
      settings.engine.debs = .urls(
        try lab.plantDebs(.docker(.current), in: "/home/dev/debs").map { name in
          let isDockers = name.hasPrefix("docker-ce") || name.hasPrefix("containerd.io")
          return "http://\(Addresses.packagesName)/\(isDockers ? "linux/debian" : "debian")/pool/\(name)"
        })
      let guest = try create("urls", nil)
      let changes = try guest.apply(settings)
      #expect(changes.contains { $0.contains("docker-ce 5:") })
      #expect(try guest.ping(from: lab.laptop, as: .dev).body == "OK")
      #expect(try guest.apply(settings) == [])
    }
  }
}
