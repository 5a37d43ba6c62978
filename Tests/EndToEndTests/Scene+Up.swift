import Machines
import Testing

/// What stories of `up` do and look at.
extension Scene {
  static let fromDistribution = "[host.docker-host.engine]\ninstall = \"distro\"\n"

  /// Brings the host up, which has to succeed, every question being answered with yes.
  @discardableResult
  func up(_ arguments: String...) throws -> CommandResult {
    let end = try laptop.run(["dockhostctl", "up", "--yes"] + arguments, as: .dev, limit: .seconds(240))
    guard end.status == 0 else {
      throw StoryFailure("`up` ended with \(end.status):\n\(end.output)\n\(end.errorOutput)")
    }
    return end
  }

  @discardableResult
  func inLaptop(_ command: String...) throws -> String {
    try laptop.perform(command, as: .dev)
  }

  /// Has the engine come from what stands in for Docker's repository.
  func useRepository(version: String? = nil, key: String? = nil) throws {
    try laptop.write(key ?? lab.repository.key, to: "/home/dev/.config/dockhost/key.asc", as: .dev)
    let pinned = version.map { "version = \"\($0)\"\n" } ?? ""
    try configure(
      """
      [host.docker-host.engine]
      repository = "\(lab.repository.url)"
      repository-key = "/home/dev/.config/dockhost/key.asc"
      \(pinned)
      """)
  }

  /// Runs a container by the client on the laptop and returns what it prints.
  func runContainer() throws -> String {
    try inGuest("/usr/local/lib/lab/import-busybox")
    return try laptop.perform(
      ["docker", "--host", try endpoint(), "run", "--rm", "busybox", "echo", "hello"], as: .dev)
  }

  /// What the engine calls itself.
  func engineVersion() throws -> String {
    try laptop.perform(
      ["docker", "--host", try endpoint(), "version", "--format", "{{.Server.Version}}"], as: .dev
    ).trimmed
  }

  /// The engine's URL, for Docker's own client.
  func endpoint() throws -> String {
    let address = try LabGuests(labDirectory: lab.folder).addresses(Self.host).first
    return "tcp://\(try #require(address)):2375"
  }

  /// Begins `up` and kills the daemon as soon as it is at that step; the service manager starts the next one.
  func killDaemon(at step: String) throws {
    let up = try RunningCommand(self, "dockhostctl", "up", "--yes")
    guard try up.reaches(step) else { throw StoryFailure("\(step) is not among \(up.lines)") }
    try laptop.perform(["kill", "-KILL", "\(try #require(mainPID))"], as: .dev)
    _ = try up.end()
  }

  func expectOpenToLaptopAlone() throws {
    #expect(try lab.openDoors(of: Self.host, from: .laptop).count == 1)
    #expect(try lab.openDoors(of: Self.host, from: .container) == [])
    #expect(try lab.openDoors(of: Self.host, from: .guest("sibling")) == [])
  }

  /// Which runs of the services there are that `up` could restart.
  func guestState() throws -> String {
    try inGuest(
      "systemctl", "show", "--property=Id,InvocationID,ActiveState", "docker.service", "docker.socket",
      "containerd.service", "systemd-resolved.service", "ssh.service")
  }

  /// Prints the files of the system that were written since `/run/mark` was.
  static let findNewer =
    "find /etc /usr /opt /lib /root /home/ubuntu /var/lib/dockhost /var/lib/dpkg -xdev -newer /run/mark"
}
