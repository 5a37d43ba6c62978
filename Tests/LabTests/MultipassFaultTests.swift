import Machines
import Testing

extension Labs {
  @Suite(.lab(guests: ["one": "engine"], withMultipass: true)) struct MultipassFaults {
    private func state() throws -> String {
      let listed = try currentLab().multipass("list", "--format", "csv", "--no-ipv4").output.split(separator: "\n")
      return listed.first { $0.hasPrefix("one,") }.map { String($0.split(separator: ",")[1]) } ?? "not listed"
    }

    private func version(within seconds: Int) throws -> Int32 {
      try currentLab().laptop.run(["timeout", "\(seconds)", "multipass", "version"], as: .dev).status
    }

    @Test func `a daemon that hangs answers nobody`() throws {
      let ongoing = try Sights().begin(.multipassdHang)
      #expect(try version(within: 2) == 124)
      try ongoing.undo()
      #expect(try version(within: 20) == 0)
    }

    @Test func `slow commands take five seconds more`() throws {
      let ongoing = try Sights().begin(.slowCommands)
      #expect(try version(within: 4) == 124)
      try ongoing.undo()
      #expect(try version(within: 20) == 0)
    }

    @Test func `a daemon that lost sight of the guest calls it unknown`() throws {
      let sights = try Sights()
      let ongoing = try sights.begin(.stateUnknown)
      #expect(try state() == "Unknown")
      #expect(try sights.ping() == 0)
      try ongoing.undo()
      #expect(try sights.lab.multipass("stop", "--force", "one").status == 0)
      #expect(try sights.lab.multipass("start", "one").status == 0)
      #expect(try state() == "Running")
      #expect(try sights.lab.guest("one").waitUntilBooted())
    }

    @Test func `a guest that is restarted has booted anew`() throws {
      let lab = try currentLab()
      for _ in 0..<3 {
        let before = lab.guest("one").leader
        let end = try lab.multipass("restart", "one")
        #expect(end.status == 0, "\(end.errorOutput)")
        #expect(lab.guest("one").leader != before)
        #expect(try lab.guest("one").waitUntilBooted())
      }
    }

    @Test func `a daemon that asks for a passphrase refuses`() throws {
      let lab = try currentLab()
      let ongoing = try Sights().begin(.unauthenticated)
      #expect(try lab.multipass("list").errorOutput.contains("not authenticated"))
      try ongoing.undo()
      #expect(try state() == "Running")
    }

    @Test func `a laptop without multipass does not find it`() throws {
      let ongoing = try Sights().begin(.multipassMissing)
      #expect(try version(within: 20) == 127)
      try ongoing.undo()
      #expect(try version(within: 20) == 0)
    }

    @Test func `while the snap is refreshed guests are suspended and commands wait`() throws {
      let sights = try Sights()
      let ongoing = try sights.begin(.snapRefresh)
      #expect(sights.lab.guest("one").isFrozen)
      #expect(try version(within: 2) == 124)
      try ongoing.undo()
      #expect(try version(within: 20) == 0)
      #expect(!sights.lab.guest("one").isFrozen)
    }

    @Test func `a full disk of the host takes no byte, and the guest's engine answers`() throws {
      let sights = try Sights()
      let write = ["sh", "-c", "head -c 1000000 /dev/zero >/home/dev/file"]
      let ongoing = try sights.begin(.hostDiskFull)
      #expect(try sights.lab.laptop.run(write, as: .dev).errorOutput.contains("No space left on device"))
      #expect(try sights.ping() == 0)
      try ongoing.undo()
      #expect(try sights.lab.laptop.run(write, as: .dev).status == 0)
    }

    @Test func `after a reboot of the host its user's manager runs and the guest goes on`() throws {
      let sights = try Sights()
      try sights.lab.laptop.perform(["touch", "/run/before"])
      let ongoing = try sights.begin(.hostReboot)
      try ongoing.undo()
      #expect(try sights.lab.laptop.run(["test", "-e", "/run/before"]).status != 0)
      #expect(try sights.lab.laptop.run(["systemctl", "--user", "is-system-running"], as: .dev).output == "running\n")
      // Waits until the guest that multipassd brings up answers.
      #expect(try sights.lab.multipass("start", "one").status == 0)
      #expect(try state() == "Running")
    }

    @Test func `a killed daemon leaves its guests running and its socket dead`() throws {
      let sights = try Sights()
      let ongoing = try sights.begin(.multipassdDown)
      let answer = try sights.lab.multipass("list")
      #expect(answer.status == 2)
      #expect(answer.errorOutput.contains("cannot connect to the multipass socket"))
      #expect(try sights.ping() == 0)
      try ongoing.undo()
      #expect(try version(within: 20) == 0)
    }
  }
}
