import DockhostInterface
import Machines
import Testing

extension Stories {
  /// What becomes of a host that `up` made.
  @Suite struct LivingOn {
    private func play(_ story: (Scene) throws -> Void) throws {
      try Scene.play(image: nil, configuration: Scene.fromDistribution) { scene in
        try scene.startDockhost()
        try scene.up()
        try story(scene)
      }
    }

    @Test func `folders are there before containers that use them, after every restart`() throws {
      try play { scene in
        try scene.laptop.write("mine\n", to: "/home/dev/src/file", as: .dev)
        try scene.inGuest("/usr/local/lib/lab/import-busybox")
        try scene.inGuest(
          "docker", "run", "--detach", "--restart", "always", "--name", "user", "--volume", "/home/dev/src:/src",
          "busybox", "sh", "-c", "cat /src/file; sleep 1000")
        #expect(try scene.dockhostctl("restart").status == 0)
        try scene.inGuest(
          "timeout", "30", "sh", "-c", "until [ \"$(docker logs user | wc -l)\" -ge 2 ]; do sleep 0.1; done")
        #expect(try scene.inGuest("docker", "logs", "user") == "mine\nmine\n")
      }
    }

    @Test func `a folder that was lost is mounted again, whatever Multipass says of it`() throws {
      try play { scene in
        let watch = try Watch(scene)
        try watch.wait(for: .healthy)
        try scene.inGuest("umount", "--lazy", "/home/dev")
        #expect(try scene.dockhostctl("check").status == 0)
        try watch.wait(forCondition: "mounts-missing")
        try watch.wait(for: "folders that are there") { host in
          host.phase == .healthy && host.conditions.isEmpty
        }
        try scene.inGuest("mountpoint", "/home/dev")
      }
    }

    @Test func `a guest is entered although multipassd hangs and a tunnel took its route`() throws {
      try play { scene in
        try scene.fault("multipassd-hang")
        try scene.fault("route-stolen")
        let end = try scene.dockhostctl("exec", "--", "printf", "%s|", "a b", "$HOME", "it's")
        #expect(end.output == "a b|$HOME|it's|", "\(end)")
        let address = try #require(try scene.endpoint().split(separator: "/").last?.split(separator: ":").first)
        // The way that everybody else takes is not open.
        let others = ["timeout", "3", "bash", "-c", "exec 3<>/dev/tcp/\(address)/22"]
        #expect(try scene.laptop.run(others, as: .dev).status != 0)
        try scene.undo("route-stolen")
        try scene.undo("multipassd-hang")
      }
    }

    @Test func `a host grows, and says so before it stops`() throws {
      try play { scene in
        try scene.inGuest("/usr/local/lib/lab/import-busybox")
        try scene.inGuest("docker", "run", "--detach", "--name", "kept", "busybox", "sleep", "1000")
        let asked = try scene.dockhostctl("resize", "--cpus", "3", "--disk", "50G")
        #expect(asked.status == 1)
        #expect(asked.errorOutput.contains("kept"), "\(asked)")
        #expect(try scene.multipass("get", "local.\(Scene.host).cpus").trimmed == "2")
        let end = try scene.dockhostctl("resize", "--cpus", "3", "--disk", "50G", "--yes")
        #expect(end.status == 0, "\(end)")
        #expect(try scene.multipass("get", "local.\(Scene.host).cpus").trimmed == "3")
        #expect(try scene.dockhostctl("wait", "--timeout", "60s").status == 0)
        let gigabytes = try scene.inGuest("df", "--output=size", "--block-size=1G", "/").split(separator: "\n").last
        #expect((Int(gigabytes?.trimmed ?? "") ?? 0) > 44)
        let smaller = try scene.dockhostctl("resize", "--disk", "20G", "--yes")
        #expect(smaller.status != 0)
      }
    }

    @Test func `what Dockhost put into a guest is taken out again, and engine and containers stay`() throws {
      try play { scene in
        try scene.inGuest("/usr/local/lib/lab/import-busybox")
        try scene.inGuest("docker", "run", "--detach", "--name", "kept", "busybox", "sleep", "1000")
        let end = try scene.dockhostctl("forget")
        #expect(end.status == 0, "\(end)")
        let left = try scene.inGuest(
          "sh", "-c", "find / -xdev -path '*dockhost*' -not -path '/proc/*' -not -path '/home/dev/*'")
        #expect(left == "", "\(left)")
        #expect(try scene.inGuest("docker", "inspect", "--format", "{{.State.Running}}", "kept") == "true\n")
      }
    }

    @Test func `a running container resolves by the laptop's new resolver`() throws {
      try play { scene in
        try scene.inGuest("/usr/local/lib/lab/import-busybox")
        try scene.inGuest("docker", "run", "--detach", "--name", "kept", "busybox", "sleep", "1000")
        let ask = ["docker", "exec", "kept", "nslookup", Addresses.internalName]
        let guest = scene.lab.guest(Scene.host)
        #expect(try !guest.run(ask).output.contains(Addresses.internalAddress))
        try scene.lab.setResolver(Addresses.internalResolver)
        let patiently = """
          until \(ask.joined(separator: " ")) | grep --quiet '\(Addresses.internalAddress)'; do sleep 0.2; done
          """
        try scene.inGuest("timeout", "30", "sh", "-c", patiently)
      }
    }

    @Test func `containers live on when the engine is killed, and the next request only waits`() throws {
      try play { scene in
        try scene.inGuest("/usr/local/lib/lab/import-busybox")
        try scene.inGuest(
          "docker", "run", "--detach", "--name", "kept", "busybox", "sh", "-c", "while :; do date; sleep 0.2; done")
        let started = ["docker", "--host", try scene.endpoint(), "inspect", "--format", "{{.State.StartedAt}}", "kept"]
        let before = try scene.laptop.perform(started, as: .dev)
        let logs = try RunningCommand(
          scene, "docker", "--host", try scene.endpoint(), "logs", "--follow", "--tail", "1", "kept")
        #expect(try logs.reaches("20"))
        try scene.fault("engine-kill")
        #expect(try scene.laptop.perform(started, as: .dev) == before)
        _ = try logs.end()
        let fresh = try RunningCommand(
          scene, "docker", "--host", try scene.endpoint(), "logs", "--follow", "--since", "0s", "kept")
        #expect(try fresh.reaches("20"))
      }
    }

    @Test func `every refusal of Multipass is told with its meaning`() throws {
      try Scene.play(image: nil, configuration: Scene.fromDistribution) { scene in
        try scene.startDockhost()
        for (fault, word) in [
          ("kvm-missing", "/dev/kvm"), ("images-unreachable", "reach"),
          ("multipass-unauthenticated", "multipass authenticate"), ("host-disk-full", "df -h"),
        ] {
          try scene.fault(fault)
          let end = try scene.dockhostctl("up", "--yes")
          try scene.undo(fault)
          #expect(end.status == 1, "\(fault): \(end)")
          #expect(end.errorOutput.contains(word), "\(fault): \(end.errorOutput)")
        }
        try scene.multipass("launch", "--name", Scene.host)
        try scene.multipass("delete", Scene.host)
        let deleted = try scene.dockhostctl("up", "--yes")
        #expect(deleted.status == 1)
        #expect(deleted.errorOutput.contains("multipass recover"))
        #expect(try scene.multipass("list").contains("Deleted"))
      }
    }

    @Test func `a launch whose time ran out is gone on with`() throws {
      try Scene.play(image: nil, configuration: Scene.fromDistribution) { scene in
        try scene.fault("impatience")
        try scene.startDockhost()
        try scene.up()
        try scene.undo("impatience")
        #expect(try scene.runContainer() == "hello\n")
      }
    }
  }
}
