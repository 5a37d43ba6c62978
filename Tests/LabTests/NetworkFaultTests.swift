import Machines
import Testing

extension Labs {
  @Suite(.lab(guests: ["one": "engine"])) struct NetworkFaults {
    @Test func `an offline host still reaches the engine`() throws {
      let sights = try Sights()
      let ongoing = try sights.begin(.hostOffline)
      #expect(try sights.lab.laptop.perform(["ip", "route", "show", "default"]) == "")
      #expect(try sights.ping() == 0)
      #expect(try sights.curl("http://\(Addresses.anchors[0])/") != 0)
      try ongoing.undo()
      #expect(try sights.curl("http://\(Addresses.anchors[0])/") == 0)
    }

    @Test func `a stolen route leads away from the bridge, and a socket bound to the bridge gets through`() throws {
      let sights = try Sights()
      let ongoing = try sights.begin(.routeStolen)
      #expect(try sights.lab.laptop.perform(["ip", "route", "get", sights.address]).contains("dev tun0"))
      #expect(try sights.lab.laptop.perform(["ip", "link", "show", "tun0"]).contains("LOWER_UP"))
      #expect(try sights.ping() == 28)
      let bound = ["curl", "--silent", "--interface", Addresses.bridge, "http://\(sights.address):2375/_ping"]
      #expect(try sights.lab.laptop.run(bound, as: .dev).output == "OK")
      try ongoing.undo()
      #expect(try sights.ping() == 0)
    }

    @Test func `an overlapping route covers the containers' network`() throws {
      let sights = try Sights()
      let ongoing = try sights.begin(.addressOverlap)
      #expect(try sights.lab.laptop.perform(["ip", "route", "get", "172.17.0.2"]).contains("dev tun0"))
      #expect(try sights.ping() == 0)
      try ongoing.undo()
      #expect(try sights.lab.laptop.perform(["ip", "route", "get", "172.17.0.2"]).contains("dev \(Addresses.uplink)"))
    }

    @Test func `a kill switch drops what goes to the guests`() throws {
      let sights = try Sights()
      let ongoing = try sights.begin(.hostFirewall)
      #expect(try sights.ping() == 28)
      #expect(try sights.curl("http://\(Addresses.anchors[0])/") == 0)
      try ongoing.undo()
      #expect(try sights.ping() == 0)
    }

    @Test(arguments: [Fault.forwardDrop, .egressDead])
    func `a guest without a way out keeps its engine`(_ fault: Fault) throws {
      let sights = try Sights()
      let ongoing = try sights.begin(fault)
      #expect(try sights.ping() == 0)
      #expect(try !sights.guestReaches(Addresses.anchors[0]))
      try ongoing.undo()
      #expect(try sights.guestReaches(Addresses.anchors[0]))
    }

    @Test func `a bridge that is down cuts the guests off`() throws {
      let sights = try Sights()
      let ongoing = try sights.begin(.bridgeDown)
      #expect(try sights.ping() != 0)
      try ongoing.undo()
      #expect(try sights.ping() == 0)
    }

    @Test func `large answers do not get through a narrow way that hides it`() throws {
      let sights = try Sights()
      let guest = sights.lab.guest("one")
      let large = ["ping", "-c", "1", "-W", "1", "-M", "do", "-s", "1400", Addresses.anchors[0]]
      let ongoing = try sights.begin(.tunnelMTU)
      #expect(try guest.run(large).status != 0)
      #expect(try sights.guestReaches(Addresses.anchors[0]))
      try ongoing.undo()
      #expect(try guest.run(large).status == 0)
    }

    @Test func `a login page answers in place of the internet`() throws {
      let sights = try Sights()
      let check = [
        "curl", "--silent", "--output", "/dev/null", "--write-out", "%{http_code}",
        "http://\(Addresses.anchors[0])/cgi-bin/generate_204",
      ]
      let ongoing = try sights.begin(.captivePortal)
      #expect(try sights.lab.laptop.run(check).output == "302")
      try ongoing.undo()
      #expect(try sights.lab.laptop.run(check).output == "204")
    }

    @Test func `without the bridge's server a guest resolves nothing, and the host does`() throws {
      let sights = try Sights()
      let ongoing = try sights.begin(.dnsDead)
      #expect(try !sights.guestResolves(Addresses.publicNames[0]))
      #expect(try sights.laptopResolves(Addresses.publicNames[0], within: 50))
      #expect(try sights.guestReaches(Addresses.anchors[0]))
      try ongoing.undo()
      #expect(try sights.guestResolves(Addresses.publicNames[0], within: 50))
    }

    @Test func `a stale upstream leaves a guest without names, and the host has them`() throws {
      let sights = try Sights()
      let ongoing = try sights.begin(.dnsStale)
      #expect(try !sights.guestResolves(Addresses.publicNames[0]))
      #expect(try sights.laptopResolves(Addresses.publicNames[0], within: 50))
      try ongoing.undo()
      #expect(try sights.guestResolves(Addresses.publicNames[0], within: 50))
    }

    @Test func `behind a VPN's resolver the host knows internal names, and a guest only public ones`() throws {
      let sights = try Sights()
      let ongoing = try sights.begin(.splitDNS)
      #expect(try sights.laptopResolves(Addresses.internalName, within: 50))
      #expect(try !sights.guestResolves(Addresses.internalName))
      #expect(try sights.guestResolves(Addresses.publicNames[0], within: 50))
      try ongoing.undo()
      #expect(try !sights.laptopResolves(Addresses.internalName))
    }

    @Test func `a dead resolver of the host is one for guests, too`() throws {
      let sights = try Sights()
      let ongoing = try sights.begin(.hostDNSDead)
      #expect(try !sights.laptopResolves(Addresses.publicNames[0]))
      #expect(try sights.guestReaches(Addresses.anchors[0]))
      try ongoing.undo()
      #expect(try sights.laptopResolves(Addresses.publicNames[0], within: 50))
      #expect(try sights.guestResolves(Addresses.publicNames[0], within: 50))
    }
  }
}
