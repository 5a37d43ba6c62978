import Machines
import Provisioning
import Testing

/// The guest program run in a guest of the suite's lab, as Multipass's user, and what it told.
struct GuestRuns {
  let lab: Lab
  let machine: Machine

  init(_ name: String) throws {
    lab = try currentLab()
    machine = lab.guest(name)
  }

  /// An engine from what stands in for Docker's repository.
  var fromRepository: GuestSettings {
    var settings = GuestSettings()
    settings.engine.repository = AptRepository(url: lab.repository.url, key: lab.repository.key)
    return settings
  }

  /// An engine that is there already, or the distribution's.
  var fromDistribution: GuestSettings {
    var settings = GuestSettings()
    settings.engine.install = .distro
    return settings
  }

  static let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBbbqJ0F6EF6vwVYWNqVnFOV6FQHfE0dDtTZ5yVhlMBV dockhost"

  func describe(_ settings: GuestSettings, _ consent: Set<String> = ["adopt"]) throws -> GuestDescription {
    var description = try describeGuest(settings, authorizedKey: Self.key, avoiding: [])
    description.consent = consent
    return description
  }

  /// What a run of the program told last.
  func run(_ verb: GuestTask.Verb, _ description: GuestDescription) throws -> GuestEnd {
    let task = GuestTask(verb, description, limit: .seconds(300))
    let input = String(decoding: task.input, as: UTF8.self)
    let result = try machine.run(task.arguments, as: .ubuntu, input: input, limit: task.limit)
    let ends = result.output.split(separator: "\n").compactMap { line in
      if case .end(let end) = readGuestLine(String(line)) { end } else { nil }
    }
    try #require(ends.count == 1, "\(result.output)\(result.errorOutput)")
    return ends[0]
  }

  /// What `apply` changed.
  @discardableResult
  func apply(_ settings: GuestSettings, consent: Set<String> = ["adopt"]) throws -> [String] {
    let end = try run(.apply, try describe(settings, consent))
    guard case .applied(let changes) = end else { throw GuestTrouble(end: end) }
    return changes
  }

  func observe(_ settings: GuestSettings, consent: Set<String> = ["adopt"]) throws -> GuestObservation {
    let end = try run(.observe, try describe(settings, consent))
    guard case .observed(let observation) = end else { throw GuestTrouble(end: end) }
    return observation
  }

  /// Why `apply` failed.
  func refusal(_ settings: GuestSettings, consent: Set<String> = ["adopt"]) throws -> String {
    let end = try run(.apply, try describe(settings, consent))
    guard case .failed(let reason, let hint) = end else { throw GuestTrouble(end: end) }
    #expect(hint != "")
    return reason
  }

  struct GuestTrouble: Error {
    var end: GuestEnd
  }
}

extension GuestRuns {
  /// Everything by which one sees that something was written or restarted.
  func traces() throws -> String {
    let files = try machine.perform(
      ["find", "/etc", "/usr", "/home", "/var/lib/dockhost", "/var/lib/dpkg", "/var/lib/apt"]
        + ["-printf", "%p %i %m %s %T@ %C@\\n"], limit: .seconds(60))
    let units = try machine.perform(
      ["systemctl", "show", "docker.service", "docker.socket", "containerd.service", "systemd-resolved.service"]
        + ["--property=Id,MainPID,ActiveEnterTimestampMonotonic,StateChangeTimestampMonotonic"])
    return files + units
  }

  /// Names and contents of all files in which a set-up may lie.
  func contents() throws -> Set<String> {
    let script = """
      find /etc /usr/local /home /var/lib/dockhost /run/systemd/resolve -xdev -type f ! -path /etc/docker/key.json \
        ! -path '/etc/ssl/certs/*' -exec sha256sum {} +
      """
    let lines = try machine.run(["sh", "-c", script], limit: .seconds(60)).output
    return Set(lines.split(separator: "\n").map(String.init))
  }

  /// curl's exit status and output for the engine's ping, as `who` reaches it.
  func ping(from who: Machine, as account: Account = .root) throws -> (status: Int32, body: String) {
    let address = try #require(try currentGuests().addresses(machine.name).first)
    let result = try who.run(["curl", "--silent", "--max-time", "3", "http://\(address):2375/_ping"], as: account)
    return (result.status, result.output)
  }

  /// Whether a container reaches the engine by the bridge's address, or by the guest's own.
  func containerReaches() throws -> [Bool] {
    let address = try #require(try currentGuests().addresses(machine.name).first)
    return try ["172.17.0.1", address].map { target in
      let command = ["docker", "run", "--rm", "busybox", "nc", "-w", "3", target, "2375", "-e", "true"]
      return try machine.run(command).status == 0
    }
  }

  func startContainer(
    _ name: String, _ arguments: [String] = [], running command: [String] = ["sleep", "100000"]
  ) throws {
    try machine.perform(["/usr/local/lib/lab/import-busybox"])
    try machine.perform(["docker", "run", "--detach", "--name", name] + arguments + ["busybox"] + command)
  }

  /// The engine's process; a restart shows.
  var mainProcess: String {
    get throws { try machine.perform(["systemctl", "show", "docker.service", "--property=MainPID", "--value"]) }
  }

  /// When a container was started; a restart shows.
  func start(of container: String) throws -> String {
    try machine.perform(["docker", "inspect", "--format", "{{.State.Running}} {{.State.StartedAt}}", container])
  }
}
