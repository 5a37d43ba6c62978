import Machines
import Testing

extension Labs {
  /// A bare guest, and the repositories outside from which it gets an engine.
  @Suite(.lab(guests: ["one": "bare"])) struct Packages {
    @Test func `the mirror has the distribution's engine and all that it needs`() throws {
      let guest = try currentLab().guest("one")
      try guest.perform(["apt-get", "update"])
      let plan = try guest.perform(["apt-get", "install", "--simulate", "--no-install-recommends", "docker.io"])
      for package in ["docker.io", "containerd", "runc", "tini"] { #expect(plan.contains("Inst \(package) ")) }
    }

    @Test func `a bare guest has what the engine's set-up is made with`() throws {
      try currentLab().guest("one").perform([
        "python3", "-c", "import sys; assert sys.version_info >= (3, 8)",
      ])
      try currentLab().laptop.perform(["which", "ssh", "ssh-keygen"], as: .dev)
    }

    @Test func `releases of the engine are installed and upgraded from Docker's stand-in, whose key is pinned`() throws
    {
      let (lab, guest) = (try currentLab(), try currentLab().guest("one"))
      try addDockersRepository(to: guest)
      #expect(try guest.run(["apt-cache", "show", "docker-ce"]).output.contains(lab.repository.version(of: .current)))
      try install(.previous, in: guest)
      try guest.perform(["/usr/local/lib/lab/import-busybox"])
      #expect(try guest.perform(["docker", "run", "--rm", "busybox", "echo", "hello"]) == "hello\n")
      let before = try guest.perform(["docker", "version", "--format", "{{.Server.Version}}"])
      try install(.current, in: guest)
      #expect(try guest.perform(["docker", "version", "--format", "{{.Server.Version}}"]) != before)

      #expect(throws: LabFailure.self) { try install(.broken, in: guest) }
      try lab.repository.offer(.broken)
      try install(.broken, in: guest)
      #expect(try guest.run(["docker", "version"]).status != 0)
      try lab.repository.offer(.current)
    }

    @Test func `a stranger's key is refused`() throws {
      let guest = try currentLab().guest("one")
      try addDockersRepository(to: guest, key: "/usr/share/keyrings/debian-archive-keyring.gpg")
      #expect(try guest.run(["apt-get", "update", "--error-on=any"]).status != 0)
    }

    @Test func `the repositories can be out of reach`() throws {
      let (lab, guest) = (try currentLab(), try currentLab().guest("one"))
      try lab.fault(.repositoryDown)
      #expect(try guest.run(["apt-get", "update", "--error-on=any", "-o", "Acquire::Retries=0"]).status != 0)
      try lab.undo(.repositoryDown)
      try guest.perform(["rm", "-f", Self.source])
      try guest.perform(["apt-get", "update", "--error-on=any"])
    }

    @Test func `package files are put into the laptop's home`() throws {
      let lab = try currentLab()
      let distribution = try lab.plantDebs(in: "/home/dev/debs")
      #expect(distribution.contains { $0.hasPrefix("docker.io_") })
      let listed = try lab.laptop.perform(["find", "/home/dev/debs", "-user", "dev", "-name", "*.deb"])
      #expect(listed.split(separator: "\n").count == distribution.count)
      let docker = try lab.plantDebs(.docker(.current), in: "/home/dev/docker")
      for name in ["docker-ce_", "docker-ce-cli_", "containerd.io_", "tini_"] {
        #expect(docker.filter { $0.hasPrefix(name) }.count == 1)
      }
      #expect(!docker.contains { $0.hasPrefix("docker.io_") })
    }

    private static let source = "/etc/apt/sources.list.d/docker.list"

    private func addDockersRepository(to guest: Machine, key: String = "/etc/apt/keyrings/docker.asc") throws {
      let repository = try currentLab().repository
      try guest.write(repository.key, to: "/etc/apt/keyrings/docker.asc")
      let suite = try guest.perform(["sh", "-c", ". /etc/os-release; echo $VERSION_CODENAME"]).trimmed
      try guest.write("deb [signed-by=\(key)] \(repository.url)/debian \(suite) stable\n", to: Self.source)
      if !key.hasSuffix(".gpg") { try guest.perform(["apt-get", "update", "--error-on=any"]) }
    }

    private func install(_ release: EngineRelease, in guest: Machine) throws {
      let version = try currentLab().repository.version(of: release)
      try guest.perform(["apt-get", "update"])
      try guest.perform([
        "apt-get", "install", "--yes", "--no-install-recommends", "docker-ce=\(version)", "docker-ce-cli=\(version)",
      ])
    }
  }
}
