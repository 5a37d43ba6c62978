import Machines
import StandIn
import Testing

extension Labs {
  @Suite(.lab(guests: ["one": "engine"])) struct EngineGuests {
    @Test func `an engine guest answers the laptop's ping`() throws {
      let address = try #require(try currentGuests().addresses("one").first)
      let answer = try currentLab().laptop.run(
        ["curl", "--silent", "--head", "http://\(address):2375/_ping"], as: .dev)
      #expect(answer.output.hasPrefix("HTTP/1.1 200 OK"))
    }

    @Test func `a container's published port answers the laptop`() throws {
      let address = try #require(try currentGuests().addresses("one").first)
      let docker = ["docker", "--host", "tcp://\(address):2375"]
      let laptop = try currentLab().laptop
      try laptop.perform(
        docker + ["run", "--detach", "--rm", "--name", "web", "--publish", "8080:80", "busybox"]
          + ["httpd", "-f", "-h", "/www"], as: .dev)
      let page = try laptop.perform([
        "curl", "--silent", "--retry-connrefused", "--retry", "20", "http://\(address):8080/",
      ])
      #expect(page == "the container answers\n")
      try laptop.perform(docker + ["rm", "--force", "web"], as: .dev)
    }

    @Test func `the clock cannot be set from a guest, not even by sudo`() throws {
      let before = ContinuousClock.now
      let answer = try currentLab().guest("one").run(["sudo", "date", "--set", "2001-01-01"], as: .ubuntu)
      #expect(answer.status != 0)
      #expect(answer.errorOutput.contains("cannot set date"))
      #expect(try currentLab().guest("one").run(["date", "--set", "2001-01-01"]).status != 0)
      #expect(ContinuousClock.now > before)
    }

    @Test func `a guest resolves names by the bridge, the laptop's resolver and the server outside`() throws {
      let answer = try currentLab().guest("one").perform(["getent", "ahostsv4", Addresses.publicNames[0]], as: .ubuntu)
      #expect(answer.hasPrefix(Addresses.anchors[0]))
    }

    @Test func `a guest reaches the web servers outside`() throws {
      let url = "http://\(Addresses.publicNames[1])/index.html"
      #expect(try currentLab().guest("one").perform(["curl", "--silent", url]) == "You are outside.\n")
    }

    @Test func `all of the guest's services are up`() throws {
      #expect(try currentLab().guest("one").perform(["systemctl", "--failed", "--no-legend"]) == "")
      #expect(try currentLab().laptop.perform(["systemctl", "--failed", "--no-legend"]) == "")
    }

    @Test func `the laptop's user has a manager`() throws {
      let answer = try currentLab().laptop.run(["systemctl", "--user", "is-system-running"], as: .dev)
      #expect(answer.output.trimmed == "running")
    }
  }
}
