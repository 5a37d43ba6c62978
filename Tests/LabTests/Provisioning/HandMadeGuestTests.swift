import Machines
import Provisioning
import StandIn
import Testing

extension Labs {
  /// An engine that somebody set up as the old instructions say, moved over.
  @Suite(.lab(guests: ["hand": "engine", "socket": "engine-socket", "left": "engine", "neighbour": "bare"]))
  struct HandMadeGuest {
    @Test func `is told, left as it is, and moved over with its containers once that is agreed to`() throws {
      let guest = try GuestRuns("hand")
      try guest.startContainer("lives")
      let start = try guest.start(of: "lives")
      let before = try guest.contents()

      let observed = try guest.observe(guest.fromDistribution, consent: [])
      #expect(observed.setup == .handMade && observed.containers == ["lives"] && observed.restartsEngine)
      #expect(observed.changes.contains { $0.contains("override.conf") })

      try guest.apply(guest.fromDistribution, consent: [])
      #expect(try guest.contents().subtracting(before).filter { $0.contains("docker") } == [])

      // Open to everybody: the same three that find it closed afterwards.
      let neighbour = guest.lab.guest("neighbour")
      #expect(try guest.containerReaches() == [true, true])
      #expect(try guest.ping(from: neighbour).body == "OK")

      try guest.apply(guest.fromDistribution)
      #expect(try guest.start(of: "lives") == start)
      #expect(try guest.containerReaches() == [false, false])
      #expect(try guest.ping(from: neighbour).status == 28)
      #expect(try guest.ping(from: guest.lab.laptop, as: .dev).body == "OK")
      let adopted = try guest.observe(guest.fromDistribution, consent: [])
      #expect(adopted.setup == .dockhost && adopted.changes == [])
      #expect(try guest.apply(guest.fromDistribution, consent: []) == [])
      try comesBack(guest, to: before, start)
    }

    /// Dockhost leaves: its files go, the set-up by hand is there again, and engine and container run on.
    private func comesBack(_ guest: GuestRuns, to before: Set<String>, _ start: String) throws {
      guard case .removed(let changes) = try guest.run(.remove, try guest.describe(guest.fromDistribution)) else {
        Issue.record("nothing was removed")
        return
      }
      #expect(!changes.isEmpty)
      #expect(try guest.contents() == before)
      #expect(try guest.start(of: "lives") == start)
      #expect(try guest.containerReaches() == [true, true])
      #expect(try guest.run(.remove, try guest.describe(guest.fromDistribution)) == .removed(changes: []))
    }

    @Test func `by its own drop-in of docker.socket is one too`() throws {
      let guest = try GuestRuns("socket")
      #expect(try guest.observe(guest.fromDistribution).setup == .handMade)
      try guest.apply(guest.fromDistribution)
      #expect(try guest.observe(guest.fromDistribution).setup == .dockhost)
      #expect(try guest.containerReaches() == [false, false])
      #expect(try guest.ping(from: guest.lab.laptop, as: .dev).body == "OK")
    }

    @Test func `keeps its other flags and settings`() throws {
      let guest = try GuestRuns("left")
      let file = "/etc/systemd/system/docker.service.d/override.conf"
      try guest.machine.write(
        """
        [Service]
        Environment=KEPT=yes
        ExecStart=
        ExecStart=/usr/sbin/dockerd -H unix:///run/other.sock \\
          -H tcp://0.0.0.0:2375 --tls=false --log-level=warn --dns=10.231.0.1

        """, to: file)
      try guest.machine.write("{\"max-concurrent-downloads\": 2}", to: "/etc/docker/daemon.json")
      try guest.machine.perform(["systemctl", "daemon-reload"])
      try guest.machine.perform(["systemctl", "restart", "docker.service"])
      try guest.apply(guest.fromDistribution)
      let words = try guest.machine.perform(["sh", "-c", "tr '\\0' ' ' </proc/$(pidof dockerd)/cmdline"])
      #expect(words.trimmed == "/usr/sbin/dockerd -H fd:// --log-level=warn --dns=10.231.0.1")
      #expect(try guest.machine.perform(["cat", file]).contains("KEPT=yes"))
      let daemon = try guest.machine.perform(["cat", "/etc/docker/daemon.json"])
      #expect(daemon.contains("\"max-concurrent-downloads\": 2") && !daemon.contains("\"dns\""))
      #expect(try guest.apply(guest.fromDistribution) == [])
    }
  }
}
