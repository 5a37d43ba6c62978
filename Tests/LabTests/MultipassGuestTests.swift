import Machines
import Testing

extension Labs {
  /// What Multipass does with guests of its own, for real.
  @Suite(.lab(guests: ["docker-host": "engine", "sibling": "bare"], withMultipass: true)) struct MultipassGuests {
    @Test func `a mounted folder is the laptop's own, in the guest and in its containers, over a restart`() throws {
      let (lab, guest) = (try currentLab(), try currentLab().guest("docker-host"))
      try lab.laptop.write("from the laptop\n", to: "/home/dev/my src/file", as: .dev)
      try multipass("mount", "/home/dev/my src", "docker-host:/home/dev/my src")
      try guest.perform(["/usr/local/lib/lab/import-busybox"])
      let inContainer = ["docker", "run", "--rm", "--volume", "/home/dev/my src:/src", "busybox"]
      #expect(try guest.perform(inContainer + ["cat", "/src/file"]) == "from the laptop\n")
      try guest.perform(inContainer + ["sh", "-c", "echo from the container >/src/answer"])
      let seen = try lab.laptop.perform(["stat", "--format=%U", "/home/dev/my src/answer"])
      #expect(seen.trimmed == "dev")

      try multipass("restart", "docker-host")
      #expect(try guest.perform(["cat", "/home/dev/my src/answer"]) == "from the container\n")
      try multipass("umount", "docker-host")
      #expect(try guest.perform(["ls", "/home/dev/my src"]) == "")
    }

    @Test func `a mount does not outlive its other end, and comes back with it`() throws {
      let (lab, guest) = (try currentLab(), try currentLab().guest("docker-host"))
      try lab.laptop.write("here\n", to: "/home/dev/kept/file", as: .dev)
      try multipass("mount", "/home/dev/kept", "docker-host:/kept")
      let user = try guest.perform(["sh", "-c", "sleep 1000 </kept/file >/dev/null 2>&1 & echo $!"]).trimmed
      try lab.fault(.hostReboot)
      try multipass("start", "docker-host")
      try guest.perform(["timeout", "10", "sh", "-c", "until [ -e /kept/file ]; do sleep 0.1; done"])
      #expect(try guest.run(["stat", "--dereference", "/proc/\(user)/fd/0"]).status != 0)
      try guest.perform(["kill", user])
      try multipass("umount", "docker-host:/kept")
    }

    @Test func `a snapshot is gone back to, and a disk grows`() throws {
      let guest = try currentLab().guest("sibling")
      try guest.write("before\n", to: "/etc/story")
      try multipass("stop", "sibling")
      try multipass("snapshot", "sibling", "--name", "one")
      try multipass("set", "local.sibling.disk=12G")
      try multipass("start", "sibling")
      #expect(try diskSize(of: guest) > 11 << 30)
      try guest.write("after\n", to: "/etc/story")
      try multipass("stop", "sibling")
      try multipass("restore", "--destructive", "sibling.one")
      try multipass("start", "sibling")
      #expect(try guest.perform(["cat", "/etc/story"]) == "before\n")
      #expect(try diskSize(of: guest) < 6 << 30)
    }

    @Test func `an engine whose port is open by hand answers containers and siblings, too`() throws {
      let lab = try currentLab()
      #expect(try !lab.openDoors(of: "docker-host", from: .laptop).isEmpty)
      let doors = try lab.openDoors(of: "docker-host", from: .container)
      #expect(doors.count >= 2, "only \(doors)")
      #expect(try !lab.openDoors(of: "docker-host", from: .guest("sibling")).isEmpty)
    }

    @Test func `a host without a free block refuses a launch`() throws {
      let lab = try currentLab()
      try lab.fault(.hostDiskFull)
      let launched = try lab.multipass("launch", "--name", "late")
      try lab.undo(.hostDiskFull)
      #expect(launched.errorOutput.contains("Available disk ("))
      #expect(lab.guestNames == ["docker-host", "sibling"])
    }

    @Test func `a machine where Multipass never ran says so, until it runs`() throws {
      let lab = try currentLab()
      try lab.fault(.multipassdNever)
      let list = try lab.multipass("list")
      try lab.undo(.multipassdNever)
      #expect(list.status == 1)
      #expect(list.errorOutput.contains("multipass_root_cert.pem"))
      #expect(try lab.multipass("list").status == 0)
    }

    private func multipass(_ arguments: String...) throws {
      try currentLab().laptop.perform(["multipass"] + arguments, as: .dev, limit: .seconds(120))
    }

    private func diskSize(of guest: Machine) throws -> Int64 {
      let parts = try guest.perform(["stat", "--file-system", "--format=%b %S", "/"]).split(separator: " ")
      return parts.compactMap { Int64($0.trimmed) }.reduce(1, *)
    }
  }
}
