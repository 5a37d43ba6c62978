import Machines
import Provisioning
import StandIn
import Testing

extension Labs {
  /// An engine under Dockhost's set-up: what it survives, and what is refused.
  @Suite(.lab(guests: ["one": "engine-socket", "two": "engine-socket"])) struct EngineSetup {
    @Test func `containers and streams of an engine that is killed`() throws {
      let guest = try GuestRuns("one")
      try guest.apply(guest.fromDistribution)
      try guest.startContainer("lives")
      let start = try guest.start(of: "lives")
      let killed = try guest.machine.perform(["pidof", "dockerd"])
      try guest.machine.perform(["kill", "-KILL", killed.trimmed])
      // The socket is systemd's, so that a request waits instead of being refused.
      #expect(try guest.ping(from: guest.lab.laptop, as: .dev).body == "OK")
      #expect(try guest.machine.perform(["pidof", "dockerd"]) != killed)
      #expect(try guest.start(of: "lives") == start)
    }

    @Test func `a running container follows the guest's resolver, and knows its host`() throws {
      let guest = try GuestRuns("one")
      try guest.apply(guest.fromDistribution)
      try guest.startContainer("asks")
      let start = try guest.start(of: "asks")
      #expect(try !asks(guest, Addresses.internalName, answers: Addresses.internalAddress))
      #expect(try asks(guest, "host.docker.internal", answers: Addresses.gateway))
      try guest.machine.perform(["resolvectl", "dns", "host0", Addresses.internalResolver])
      defer { #expect(throws: Never.self) { try guest.machine.perform(["resolvectl", "revert", "host0"]) } }
      #expect(try asks(guest, Addresses.internalName, answers: Addresses.internalAddress))
      #expect(try guest.start(of: "asks") == start)
      let arguments = ["docker", "run", "--rm", "--add-host", "h:host-gateway", "busybox", "grep", "h$", "/etc/hosts"]
      #expect(try guest.machine.perform(arguments).hasPrefix(Addresses.gateway))
    }

    private func asks(_ guest: GuestRuns, _ name: String, answers address: String) throws -> Bool {
      try guest.machine.run(["docker", "exec", "asks", "nslookup", name]).output.contains("Address: \(address)")
    }

    @Test func `daemon.json that is none is refused, and nothing is touched`() throws {
      let guest = try GuestRuns("two")
      let before = try guest.contents()
      try guest.machine.perform(["cp", "/etc/docker/daemon.json", "/var/tmp/daemon.json"])
      try guest.machine.write("{\"live-restore\": tru", to: "/etc/docker/daemon.json")
      #expect(try guest.refusal(guest.fromDistribution).contains("is not JSON"))
      try guest.machine.perform(["cp", "/var/tmp/daemon.json", "/etc/docker/daemon.json"])
      #expect(try guest.contents() == before)
    }

    @Test func `an engine that does not start is put back as it was, with its containers`() throws {
      let guest = try GuestRuns("two")
      try guest.apply(guest.fromDistribution)
      try guest.startContainer("lives")
      let (start, before) = (try guest.start(of: "lives"), try guest.contents())
      var settings = guest.fromDistribution
      settings.engine.daemon = ["no-such-key": .bool(true)]
      let reason = try guest.refusal(settings)
      #expect(reason.contains("no-such-key") && reason.hasSuffix("the engine runs as before"))
      #expect(try guest.contents() == before)
      #expect(try guest.start(of: "lives") == start)
      #expect(try guest.ping(from: guest.lab.laptop, as: .dev).body == "OK")
    }

    @Test func `proxies, certificates and keys come and go with the configuration, and keys by hand stay`() throws {
      let guest = try GuestRuns("two")
      try guest.apply(guest.fromDistribution)
      let before = try guest.contents()
      var settings = guest.fromDistribution
      settings.engine.proxy.http = "http://user:secret@127.0.0.1:3128"
      settings.engine.proxy.exceptions = [".lab.test"]
      settings.engine.registryMirrors = ["http://mirror.lab.test"]
      settings.engine.certificates = ["corp.crt": try guest.machine.perform(["sh", "-c", Self.certificate])]
      settings.engine.daemon = ["labels": .array([.string("mirror=http://user:secret@a.example.com")])]
      let observed = try guest.observe(settings)
      #expect(observed.files.values.contains { $0.contains("//***@a.example.com") })
      #expect(!observed.files.values.contains { $0.contains("secret") })
      try guest.apply(settings)
      let info = try guest.machine.perform(["docker", "info", "--format", "{{json .}}"])
      #expect(info.contains("@\(Addresses.gateway):3128") && info.contains("mirror.lab.test"))
      let everybody = ["systemctl", "show", "docker.service"]
      #expect(try !guest.machine.perform(everybody, as: .ubuntu).contains("secret"))
      let readable = [
        "sh", "-c", "! grep -r secret /etc/dockhost /etc/apt /etc/systemd /proc/[0-9]*/cmdline 2>/dev/null",
      ]
      try guest.machine.perform(readable, as: .ubuntu)
      #expect(try guest.machine.run(["test", "-e", "/etc/ssl/certs/dockhost-corp.pem"]).status == 0)
      #expect(try guest.apply(settings) == [])

      try guest.apply(guest.fromDistribution)
      #expect(try guest.contents() == before)
      #expect(try guest.machine.run(["test", "-e", "/etc/ssl/certs/dockhost-corp.pem"]).status == 1)
    }

    @Test func `a boot ends containers as their images ask, and starts them when the host's folders are there`() throws
    {
      let guest = try GuestRuns("one")
      var settings = guest.fromDistribution
      try guest.apply(settings)
      settings.mounts = [MountSettings(source: "/home/me", target: "/home/me and you")]
      try listsFolders(guest, settings)
      let policy = ["--restart", "unless-stopped", "--stop-signal", "QUIT", "--volume", "/var/tmp:/seen"]
      try guest.startContainer("returns", policy, running: Self.quitting)
      let owner = try LabGuests(labDirectory: guest.lab.folder)
      try owner.requestPowerOff("one")
      // Without help systemd waits for a container 90 s.
      #expect(guest.machine.waitUntilOff(within: .seconds(40)))
      try owner.powerOn("one")
      try waitsForFolder(guest, "/home/me and you")
      #expect(try guest.machine.perform(["cat", "/var/tmp/quit"]) == "as asked\n")
      #expect(try guest.start(of: "returns").hasPrefix("true"))
    }

    private static let quitting = [
      "sh", "-c", "trap 'echo as asked >/seen/quit; exit' QUIT; while :; do read -t 1 line; done",
    ]

    /// A folder that comes is written down, and nothing else is touched.
    private func listsFolders(_ guest: GuestRuns, _ settings: GuestSettings) throws {
      let before = try guest.mainProcess
      let description = try guest.describe(settings)
      #expect(try guest.run(.listMounts, description) == .applied(changes: ["wrote '/etc/dockhost/mounts'"]))
      #expect(try guest.run(.listMounts, description) == .applied(changes: []))
      #expect(try guest.observe(settings).changes == [])
      #expect(try guest.mainProcess == before)
    }

    private func waitsForFolder(_ guest: GuestRuns, _ folder: String) throws {
      // The wait is the first that the engine's service does, some time after init.
      try guest.machine.perform(
        ["sh", "-c", "until pidof -x await-mounts >/dev/null; do :; done"], limit: .seconds(30))
      #expect(try guest.machine.run(["timeout", "2", "systemctl", "start", "docker.service"]).status == 124)
      let mount = "mkdir -p \"$1\" && mount -t tmpfs none \"$1\""
      try guest.machine.perform(["sh", "-c", mount, "sh", folder])
      // Far less than the wait's own limit of 30 s.
      try guest.machine.perform(["systemctl", "start", "docker.service"], limit: .seconds(15))
      #expect(try guest.ping(from: guest.lab.laptop, as: .dev).body == "OK")
    }

    /// Any certificate will do: the system's own have some.
    private static let certificate = "cat /usr/share/ca-certificates/mozilla/ISRG_Root_X1.crt"
  }
}
