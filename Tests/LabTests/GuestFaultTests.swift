import Machines
import Testing

extension Labs {
  @Suite(.lab(guests: ["one": "engine"])) struct GuestFaults {
    @Test func `a frozen guest neither answers nor forgets`() throws {
      let sights = try Sights()
      let guests = try currentGuests()
      let ongoing = try sights.begin(.guestFreeze)
      #expect(try sights.ping() != 0)
      #expect(guests.isPoweredOn("one"))
      #expect(!guests.answers("one", withinSeconds: 1))
      try ongoing.undo()
      #expect(guests.answers("one", withinSeconds: 5))
      #expect(guests.addresses("one").first == sights.address)
      #expect(try sights.ping() == 0)
    }

    @Test(arguments: [Fault.guestPoweroff, .vmKill])
    func `a guest that went off comes back with its containers`(_ fault: Fault) throws {
      let sights = try Sights()
      let guests = try currentGuests()
      let engine = ["docker", "--host", "tcp://\(sights.address):2375"]
      let name = fault.name
      try sights.lab.laptop.perform(engine + ["create", "--name", name, "busybox"], as: .dev)
      // What is not on the disk is lost with the power.
      try sights.lab.guest("one").perform(["sync"])
      let ongoing = try sights.begin(fault)
      #expect(!guests.isPoweredOn("one"))
      #expect(guests.addresses("one") == [])
      #expect(try sights.ping() != 0)
      try ongoing.undo()
      #expect(try sights.lab.guest("one").waitUntilBooted())
      #expect(try sights.ping() == 0)
      #expect(try sights.lab.laptop.run(engine + ["rm", name], as: .dev).status == 0)
    }

    @Test func `an overloaded guest is slow`() throws {
      let sights = try Sights()
      let clock = ContinuousClock()
      let work = ["sh", "-c", "i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done"]
      let quick = try clock.measure { try sights.lab.guest("one").perform(work) }
      let ongoing = try sights.begin(.guestOverload)
      let slow = try clock.measure { try sights.lab.guest("one").perform(work, limit: .seconds(120)) }
      #expect(slow > quick * 5)
      try ongoing.undo()
      #expect(try sights.ping() == 0)
    }

    @Test func `a guest that lost its route keeps its engine`() throws {
      let sights = try Sights()
      let ongoing = try sights.begin(.guestRouteLost)
      #expect(try sights.ping() == 0)
      #expect(try !sights.guestReaches(Addresses.anchors[0]))
      try ongoing.undo()
      #expect(try sights.guestReaches(Addresses.anchors[0]))
    }

    @Test func `a read-only guest takes no file`() throws {
      let sights = try Sights()
      let write = ["touch", "/var/lib/docker/file", "/srv/file"]
      let ongoing = try sights.begin(.guestReadOnly)
      #expect(try sights.lab.guest("one").run(write).status != 0)
      #expect(try sights.ping() == 0)
      try ongoing.undo()
      #expect(try sights.lab.guest("one").run(write).status == 0)
    }

    @Test func `a full disk takes no byte, and its engine answers`() throws {
      let sights = try Sights()
      let write = ["sh", "-c", "head -c 1000000 /dev/zero >/var/lib/docker/file"]
      let ongoing = try sights.begin(.diskFull)
      let answer = try sights.lab.guest("one").run(write)
      #expect(answer.errorOutput.contains("No space left on device"))
      #expect(try sights.ping() == 0)
      try ongoing.undo()
      #expect(try sights.lab.guest("one").run(write).status == 0)
    }

    @Test func `a changed address is the first one listed`() throws {
      let sights = try Sights()
      let guests = try currentGuests()
      let ongoing = try sights.begin(.addressChanged)
      let changed = try #require(guests.addresses("one").first)
      #expect(changed != sights.address)
      #expect(try sights.curl("http://\(changed):2375/_ping") == 0)
      #expect(try sights.ping() != 0)
      try ongoing.undo()
      #expect(guests.addresses("one").first != nil)
      #expect(try Sights().ping() == 0)
    }

    @Test func `a skewed clock shows in the engine's answers until somebody sets it`() throws {
      let sights = try Sights()
      let guest = sights.lab.guest("one")
      let real = try Int(sights.lab.laptop.perform(["date", "+%s"]).trimmed) ?? 0
      func engineIsBehind() throws -> Bool {
        let headers = try sights.lab.laptop.perform([
          "curl", "--silent", "--head", "http://\(sights.address):2375/_ping",
        ])
        let date = try #require(headers.split(separator: "\r\n").first { $0.hasPrefix("Date: ") }?.dropFirst(6))
        let seconds = try Int(sights.lab.laptop.perform(["date", "--date", String(date), "+%s"]).trimmed) ?? 0
        return real - seconds > 500
      }
      let ongoing = try sights.begin(.clockSkew)
      #expect(try engineIsBehind())
      let seen = try Int(guest.perform(["date", "+%s"], as: .ubuntu).trimmed) ?? 0
      #expect(real - seen > 500)
      try guest.perform(["sudo", "date", "--set", "@\(real)"], as: .ubuntu)
      #expect(try !engineIsBehind())
      try ongoing.undo()
      #expect(try !engineIsBehind())
      let afterwards = try Int(guest.perform(["date", "+%s"], as: .ubuntu).trimmed) ?? 0
      #expect(abs(afterwards - real) < 60)
    }
  }
}
