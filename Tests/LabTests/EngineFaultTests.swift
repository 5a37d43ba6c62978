import Machines
import StandIn
import Testing

extension Labs {
  @Suite(.lab(guests: ["one": "engine"])) struct EngineFaults {
    private func mainProcess(_ unit: String) throws -> String {
      try currentLab().guest("one").perform(["systemctl", "show", "--property=MainPID", "--value", unit]).trimmed
    }

    @Test func `a killed engine is another process afterwards`() throws {
      let sights = try Sights()
      let before = try mainProcess("docker.service")
      let ongoing = try sights.begin(.engineKill)
      #expect(try mainProcess("docker.service") != before)
      try ongoing.undo()
      #expect(try sights.ping() == 0)
    }

    @Test func `a stopped engine refuses connections`() throws {
      let sights = try Sights()
      let ongoing = try sights.begin(.engineStop)
      #expect(try sights.ping() == 7)
      #expect(try !sights.isActive("docker.service"))
      try ongoing.undo()
      #expect(try sights.ping() == 0)
    }

    @Test func `a hanging engine takes connections and says nothing`() throws {
      let sights = try Sights()
      let ongoing = try sights.begin(.engineHang)
      #expect(try sights.ping() == 28)
      #expect(try sights.isActive("docker.service"))
      try ongoing.undo()
      #expect(try sights.ping() == 0)
    }

    @Test func `an upgrade restarts the engine`() throws {
      let sights = try Sights()
      let before = try mainProcess("docker.service")
      let ongoing = try sights.begin(.engineUpgrade)
      #expect(try mainProcess("docker.service") != before)
      try ongoing.undo()
      #expect(try sights.ping() == 0)
    }

    @Test func `an engine whose containerd was killed still answers a ping`() throws {
      let sights = try Sights()
      let ongoing = try sights.begin(.containerdKill)
      #expect(try !sights.isActive("containerd.service"))
      #expect(try sights.ping() == 0)
      try ongoing.undo()
      #expect(try sights.isActive("containerd.service"))
    }

    @Test func `an engine whose containerd hangs answers a ping but not for its version`() throws {
      let sights = try Sights()
      let ongoing = try sights.begin(.containerdHang)
      #expect(try sights.ping() == 0)
      #expect(try sights.curl("http://\(sights.address):2375/version") == 28)
      try ongoing.undo()
      #expect(try sights.curl("http://\(sights.address):2375/version") == 0)
    }

    @Test func `with the socket's owner in front, a killed engine refuses nobody`() throws {
      let guests = try currentGuests()
      let sights = try Sights()
      try guests.create("two", .init(image: "engine-socket", cpus: 1, memory: 1 << 30, disk: 4 << 30))
      try guests.powerOn("two")
      let address = try #require(guests.addresses("two").first)
      #expect(address != sights.address)
      try sights.lab.fault(.engineKill, "two")
      let answer = ["curl", "--silent", "--max-time", "20", "http://\(address):2375/_ping"]
      #expect(try sights.lab.laptop.perform(answer, as: .dev) == "OK")
      try sights.lab.undo(.engineKill, "two")
      try guests.destroy("two")
      #expect(guests.addresses("two") == [])
    }
  }
}
