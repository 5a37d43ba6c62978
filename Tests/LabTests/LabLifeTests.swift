import CLinux
import Glibc
import Machines
import StandIn
import Testing

extension Labs {
  @Suite struct Life {
    private static let guest = GuestSpecification(image: "bare", cpus: 1, memory: 1 << 30, disk: 4 << 30)

    @Test func `a lab with faults leaves the machine's own network as it was`() throws {
      let before = try MachineState()
      let lab = try Lab.up(withMultipass: false)
      let owner = try LabGuests(labDirectory: lab.folder, waitsForServices: true)
      try owner.create("one", Self.guest)
      try owner.powerOn("one")
      for fault in [Fault.routeStolen, .hostFirewall, .egressDead, .dnsStale, .hostOffline, .guestFreeze] {
        try lab.fault(fault, "one")
      }
      let during = try MachineState()
      #expect(during == before)
      try lab.down()
      let after = try MachineState()
      #expect(after == before)
      #expect(abs(after.clockOffset - before.clockOffset) < 2)
    }

    @Test func `nothing is left of a lab that went down`() throws {
      let lab = try Lab.up(withMultipass: false)
      let owner = try LabGuests(labDirectory: lab.folder, waitsForServices: true)
      try owner.create("one", Self.guest)
      try owner.powerOn("one")
      #expect(try !Remains(of: lab.folder).isEmpty)
      try lab.down()
      #expect(try Remains(of: lab.folder).description == Remains.none)
    }

    @Test func `the next lab clears what a crashed one left`() async throws {
      // The owner prints its lab's folder and dies without a word. Any lab that comes up then may be the next.
      let crashed = try await #require(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
        let lab = try Lab.up(withMultipass: false)
        print(lab.folder)
        fflush(nil)
        kill(getpid(), SIGKILL)
      }
      let folder = String(decoding: crashed.standardOutputContent, as: UTF8.self).split(separator: "\n").last
      let left = String(try #require(folder))
      let next = try Lab.up(withMultipass: false)
      #expect(try Remains(of: left).description == Remains.none)
      try next.down()
    }

    @Test func `two labs side by side do not see each other`() throws {
      let labs = try (0..<2).map { _ in try Lab.up(withMultipass: false) }
      for lab in labs {
        let owner = try LabGuests(labDirectory: lab.folder, waitsForServices: true)
        try owner.create("one", Self.guest)
        try owner.powerOn("one")
      }
      try labs[0].fault(.vmKill, "one")
      #expect(!labs[0].guest("one").isOn)
      #expect(labs[1].guest("one").isOn)
      try labs[0].down()
      #expect(try LabGuests(labDirectory: labs[1].folder).answers("one", withinSeconds: 5))
      try labs[1].down()
    }

    @Test func `a folder with somebody's files is no place for a lab`() throws {
      #expect(throws: LabFailure.self) { try Lab.up(folder: "/etc", withMultipass: false) }
    }

    @Test func `the cloud-config of a bare guest is carried out`() throws {
      let lab = try Lab.up(withMultipass: false)
      defer { #expect(throws: Never.self) { try lab.down() } }
      let owner = try LabGuests(labDirectory: lab.folder, waitsForServices: true)
      var specification = Self.guest
      specification.cloudInit = "#cloud-config\nwrite_files:\n- {path: /etc/dockhost-was-here, content: here}\n"
      try owner.create("fresh", specification)
      try owner.powerOn("fresh")
      #expect(owner.isInitialized("fresh"))
      #expect(try lab.guest("fresh").perform(["cat", "/etc/dockhost-was-here"]).trimmed == "here")
    }

    @Test func `a guest keeps its files over a power cut, and grows`() throws {
      let lab = try Lab.up(withMultipass: false)
      defer { #expect(throws: Never.self) { try lab.down() } }
      let owner = try LabGuests(labDirectory: lab.folder, waitsForServices: true)
      try owner.create("one", Self.guest)
      try owner.powerOn("one")
      try lab.guest("one").write("kept", to: "/home/ubuntu/file", as: .ubuntu)
      try lab.guest("one").perform(["sync"])
      try owner.cutPower("one")
      var larger = Self.guest
      larger.disk = 8 << 30
      try owner.resize("one", larger)
      try owner.powerOn("one")
      #expect(try lab.guest("one").perform(["cat", "/home/ubuntu/file"], as: .ubuntu) == "kept")
      let size = try lab.guest("one").perform(["stat", "--file-system", "--format=%b %S", "/"]).split(separator: " ")
      #expect(size.compactMap { Int64($0.trimmed) }.reduce(1, *) > 7 << 30)
    }
  }
}
