import DockhostInterface
import Machines
import Testing

extension Stories {
  /// From a machine without a Docker host to containers that run.
  @Suite struct FromNothing {
    @Test func `up makes a host that runs containers, is open to the laptop alone, and is done once`() throws {
      try Scene.play(image: nil, configuration: Scene.fromDistribution) { scene in
        try scene.startDockhost()
        try scene.up()
        #expect(try scene.runContainer() == "hello\n")
        try scene.multipass("launch", "bare", "--name", "sibling")
        try scene.expectOpenToLaptopAlone()

        let before = try scene.guestState()
        try scene.inGuest("touch", "/run/mark")
        let again = try scene.up()
        #expect(again.output.contains("was as it should be"))
        #expect(try scene.guestState() == before)
        #expect(try scene.inGuest("sh", "-c", Scene.findNewer) == "")
        #expect(try scene.dockhostctl("verify").output.contains("✓"))
      }
    }

    @Test func `the engine comes from Docker's repository, whose key is pinned, and is upgraded`() throws {
      try Scene.play(image: nil) { scene in
        try scene.useRepository(version: scene.lab.repository.version(of: .previous))
        try scene.startDockhost()
        try scene.up()
        let first = try scene.engineVersion()
        try scene.inGuest("/usr/local/lib/lab/import-busybox")
        try scene.inGuest("docker", "run", "--detach", "--name", "kept", "busybox", "sleep", "1000")

        let current = try scene.lab.repository.version(of: .current)
        let upgrade = try scene.dockhostctl("engine", "upgrade", "--version", current, "--yes")
        #expect(upgrade.status == 0, "\(upgrade)")
        let second = try scene.engineVersion()
        #expect(second != first)

        try scene.lab.repository.offer(.broken)
        let broken = try scene.lab.repository.version(of: .broken)
        let failed = try scene.dockhostctl("engine", "upgrade", "--version", broken, "--yes")
        #expect(failed.status == 1, "\(failed)")
        #expect(try scene.engineVersion() == second)
      }
    }

    @Test func `another major version is asked about, a snapshot is offered, and there is no way back`() throws {
      try Scene.play(image: nil) { scene in
        try scene.useRepository(version: scene.lab.repository.version(of: .current))
        try scene.startDockhost()
        try scene.up()
        try scene.lab.repository.offer(.nextMajor)
        let next = try scene.lab.repository.version(of: .nextMajor)
        let asked = try scene.dockhostctl("engine", "upgrade", "--version", next)
        #expect(asked.status == 1)
        #expect(asked.errorOutput.contains("another major version"), "\(asked)")
        #expect(try scene.engineVersion().hasPrefix("20."))

        let upgrade = try scene.dockhostctl("engine", "upgrade", "--version", next, "--yes")
        #expect(upgrade.status == 0, "\(upgrade)")
        #expect(try scene.engineVersion().hasPrefix("23."))
        #expect(try scene.multipass("list", "--snapshots").contains(Scene.host))

        let previous = try scene.lab.repository.version(of: .current)
        let back = try scene.dockhostctl("engine", "upgrade", "--version", previous, "--yes")
        #expect(back.status == 1)
        #expect(back.errorOutput.contains("cannot be trusted to read"), "\(back)")
        #expect(back.errorOutput.contains("multipass restore"), "\(back)")
        #expect(try scene.engineVersion().hasPrefix("23."))
      }
    }

    @Test func `a key that is not the repository's is refused, and nothing is installed`() throws {
      try Scene.play(image: nil) { scene in
        let key = try scene.inLaptop(
          "sh", "-c", "base64 --wrap=64 /usr/share/keyrings/debian-archive-bookworm-stable.gpg")
        try scene.useRepository(
          key: "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n\(key)-----END PGP PUBLIC KEY BLOCK-----\n")
        try scene.startDockhost()
        let end = try scene.dockhostctl("up", "--yes")
        #expect(end.status == 1, "\(end)")
        #expect(try scene.lab.guest(Scene.host).run(["which", "dockerd"]).status != 0)
      }
    }

    @Test func `the engine comes from package files in a folder`() throws {
      try Scene.play(image: nil) { scene in
        try scene.lab.plantDebs(.docker(.current), in: "/home/dev/debs")
        try scene.lab.fault(.repositoryDown)
        try scene.startDockhost()
        try scene.up("--deb-dir", "/home/dev/debs")
        #expect(try scene.runContainer() == "hello\n")
        try scene.up()
      }
    }

    @Test func `up goes on after the daemon was killed in any step`() throws {
      try Scene.play(image: nil, configuration: Scene.fromDistribution) { scene in
        try scene.startDockhost()
        for step in [
          "Creating the instance", "Looking at what is in the guest", "Waiting for Docker Engine",
        ] {
          try scene.killDaemon(at: step)
        }
        try scene.up()
        #expect(try scene.runContainer() == "hello\n")
        #expect(try scene.multipass("list", "--format", "csv").split(separator: "\n").count == 2)
      }
    }

    @Test func `an installation goes on after the daemon was killed in it`() throws {
      try Scene.play(image: "bare", configuration: Scene.fromDistribution) { scene in
        try scene.startDockhost()
        try scene.killDaemon(at: "Installing Docker Engine")
        let up = try RunningCommand(scene, "dockhostctl", "up", "--yes")
        #expect(try up.reaches("Waiting for Docker Engine"), "\(up.lines)")
        #expect(try up.end() == 0, "\(up.lines)")
        #expect(try scene.runContainer() == "hello\n")
      }
    }

    @Test func `a host that was set up by hand is asked about, and then closed to strangers`() throws {
      try Scene.play(image: "engine") { scene in
        try scene.multipass("launch", "bare", "--name", "sibling")
        try scene.startDockhost()
        #expect(try scene.dockhostctl("wait", "--timeout", "60s").status == 0)
        #expect(try !scene.lab.openDoors(of: Scene.host, from: .container).isEmpty)
        #expect(try !scene.lab.openDoors(of: Scene.host, from: .guest("sibling")).isEmpty)
        try scene.configure(Scene.fromDistribution)
        #expect(try scene.dockhostctl("reload").status == 0)
        let asked = try scene.dockhostctl("up")
        #expect(asked.status == 1)
        #expect(asked.errorOutput.contains("--yes"))
        #expect(try !scene.lab.openDoors(of: Scene.host, from: .guest("sibling")).isEmpty)

        try scene.up()
        try scene.expectOpenToLaptopAlone()
        #expect(try scene.dockhostctl("status").status == 0)
      }
    }
  }
}
