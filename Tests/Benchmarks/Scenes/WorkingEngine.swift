import Glibc
import Machines

/// An engine at work: a container that logs for ever, a client that follows its log, and one that builds.
struct WorkingEngine {
  /// What befalls it.
  enum Trouble {
    /// SIGKILL, as from the kernel that is out of memory.
    case killed
    /// `systemctl restart docker`.
    case restarted
  }

  let guest: Machine
  private let laptop: Machine
  private let namespace: Namespace
  private let address: String

  init(guest: Machine, lab: Lab, guests: LabGuests) throws {
    guard let address = guests.addresses(guest.name).first else {
      throw MeasurementFailure("the guest \"\(guest.name)\" has no address")
    }
    (self.guest, self.address, laptop, namespace) = (guest, address, lab.laptop, lab.network.namespace)
    try guest.perform(["docker", "run", "--detach", "--name", Self.container, "busybox", "sh", "-c", Self.counting])
  }

  /// Makes trouble for the engine while its clients are at work, and returns when it answers as before.
  func bear(_ trouble: Trouble) throws -> Outage {
    let start = try prepare()
    let log = try client("docker logs --follow --tail 1 \(Self.container)")
    let build = try client(Self.longBuild)
    try log.wait(for: "\n")
    try build.wait(for: "Running in")
    let engine = try guest.engine()
    let began = ContinuousClock.now
    let cause = try make(trouble, for: engine)
    var next: LaptopClient?
    let requests = try SteadyRequests.make(in: namespace, to: address) {
      if next == nil && kill(engine, 0) != 0 { next = try client(Self.smallBuild) }
      return next != nil && cause?.hasEnded() ?? true
    }
    // Streams end with the engine that they come from, whatever becomes of containers.
    for client in [log, build] { _ = try client.wait() }
    return Outage(
      since: began, requests: requests, containerLived: try self.start() == start,
      nextBuildSucceeded: try next?.wait() == 0)
  }

  /// How many lines the container has logged, and how many of their numbers are missing.
  func log() throws -> (lines: Int, missing: Int) {
    let text = try guest.perform(["docker", "logs", Self.container])
    let numbers = text.split(separator: "\n").compactMap { Int($0) }
    return (numbers.count, (numbers.last ?? -1) + 1 - Set(numbers).count)
  }

  private static let container = "counts"
  /// Ends at once when it is asked to, so that stopping it costs an engine no time.
  private static let counting = """
    trap exit TERM; number=0; while :; do echo $number; number=$((number + 1)); sleep 0.05; done
    """
  private static let longBuild = """
    printf 'FROM busybox\\nRUN trap exit TERM; for step in $(seq 30); do sleep 0.1; done\\n' | docker build --no-cache -
    """
  private static let smallBuild = "printf 'FROM busybox\\nLABEL next=yes\\n' | docker build --no-cache -"

  /// Has the container run, whatever happened before, and returns when it was started.
  private func prepare() throws -> String {
    // Killed often enough, its unit would be refused a start.
    let units = "systemctl reset-failed docker.service docker.socket; systemctl start docker.socket docker.service"
    try guest.perform(["sh", "-c", units])
    try guest.perform(["docker", "start", Self.container])
    // What is left of builds that were cut off.
    try guest.perform(["docker", "container", "prune", "--force"])
    return try start()
  }

  private func start() throws -> String {
    try guest.perform(["docker", "inspect", "--format", "{{.State.Running}} {{.State.StartedAt}}", Self.container])
  }

  private func client(_ script: String) throws -> LaptopClient {
    try LaptopClient(script, in: laptop, engine: address)
  }

  /// The process that makes it, if that takes its time.
  private func make(_ trouble: Trouble, for engine: Int32) throws -> Child? {
    switch trouble {
    case .killed:
      guard kill(engine, SIGKILL) == 0 else { throw MeasurementFailure.system("kill dockerd (process \(engine))") }
      return nil
    case .restarted:
      let command = try guest.entering(["systemctl", "restart", "docker.service"], as: .root, environment: [:])
      return try Child(command, environment: inheritedEnvironment(), output: 2)
    }
  }
}
