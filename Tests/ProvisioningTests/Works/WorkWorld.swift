import Multipass
import Provisioning
import Supervision

/// A Multipass, an instance and its guest in virtual time, on which a work is tried step by step.
struct WorkWorld: Equatable {
  static let host = "docker-host"
  static let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGQ dockhost"
  static let hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHost root@docker-host"

  /// What is there, and lasts.
  struct Things: Equatable {
    /// Multipass's word; nil while there is no instance.
    var instance: InstanceState?
    var cpus = "2"
    var memory = "4.0GiB"
    var disk = "40.0GiB"
    var mounts: [String: String] = [:]
    var snapshots: Set<String> = []
    var guest = WorldGuest()
    /// What this machine took for the guest's own key.
    var pinned: String?
  }

  var things: Things
  /// How a launch or a start ends, and the state in which it leaves the instance; nil for well.
  var launchTrouble: (end: CommandEnd, leaves: InstanceState?)? {
    get { troubles.first.map { ($0.end, $0.leaves) } }
    set { troubles = newValue.map { [Trouble(end: $0.end, leaves: $0.leaves)] } ?? [] }
  }
  private var troubles: [Trouble] = []
  /// The command of Multipass that fails, and the text with which it does.
  var refusal: (verb: String, text: String)? {
    get { refused.first.map { ($0.key, $0.value) } }
    set { refused = newValue.map { [$0.verb: $0.text] } ?? [:] }
  }
  private var refused: [String: String] = [:]
  /// When the launch that a dead daemon left behind is done.
  private(set) var preparedAt: Duration?
  private(set) var now = Duration.zero
  private(set) var count = Counts()

  struct Trouble: Equatable {
    var end: CommandEnd
    var leaves: InstanceState?
  }

  /// What was done, and how often.
  struct Counts: Equatable {
    var launches = 0
    var deletions = 0
    var powerCuts = 0
    var stops = 0
    var applies = 0
    var changes = 0
    var sets = 0
    var snapshots = 0
  }

  init(things: Things = Things()) {
    self.things = things
  }

  /// Carries out an action to its end.
  mutating func perform(_ action: Action) -> Outcome {
    pass(.seconds(1))
    switch action {
    case .multipass(let command): return .ended(run(command))
    case .guest(let task): return .guest(enter() ?? things.guest.run(task, &count))
    case .send(let file, let target):
      return .ended(enter() == nil ? receive(file, target) : failure("ssh connection failed"))
    case .makeKey: return .key(Self.key)
    case .pinHostKey(let key):
      things.pinned = key
      return .ended(CommandEnd(exit: .code(0)))
    case .awaitEngine:
      let isUp = things.instance == .running && things.guest.engineVersion != nil
      return .engine(version: isUp ? things.guest.engineVersion : nil)
    case .pause(let time):
      pass(time)
      return .passed
    }
  }

  /// Begins an action whose caller dies: what is never signalled goes on by itself, everything else is cut off.
  mutating func abandon(_ action: Action) {
    switch action {
    case .multipass(.launch) where things.instance == nil && preparedAt == nil: preparedAt = now + .seconds(40)
    case .multipass(.start) where things.instance == .stopped: things.instance = .starting
    case .guest(let task) where task.verb == .apply: things.guest.isHalfDone = true
    case .multipass, .guest, .send, .makeKey, .pinHostKey, .awaitEngine, .pause: break
    }
  }

  private mutating func pass(_ time: Duration) {
    now += time
    guard let at = preparedAt, at <= now else { return }
    preparedAt = nil
    create(cloudInit: "guest.py")
  }

  private mutating func create(cloudInit: String) {
    count.launches += 1
    things.instance = .running
    things.guest = WorldGuest()
    if cloudInit.contains("guest.py") { things.guest.setUp() }
  }

  /// Why the guest cannot be entered; nil when it can.
  private func enter() -> GuestEnd? {
    things.instance == .running ? nil : .unreachable(reason: "ssh connection failed")
  }

  private mutating func receive(_ file: String, _ target: String) -> CommandEnd {
    things.guest.files.insert(target)
    return CommandEnd(exit: .code(0))
  }
}

// Multipass's side.
extension WorkWorld {
  private mutating func run(_ command: MultipassCommand) -> CommandEnd {
    if let text = refused[command.arguments[0]] { return failure(text) }
    switch command {
    case .states: return list()
    case .launch(let launch): return self.launch(launch)
    case .get(let key): return get(key)
    case .version, .addresses, .restart, .restartEngine, .exec: return CommandEnd(exit: .code(0))
    case .info, .start, .stop, .cutPower, .delete, .set, .snapshot, .mount, .umount:
      guard let state = things.instance else { return failure("instance \"\(Self.host)\" does not exist") }
      return operate(command, state)
    }
  }

  private func list() -> CommandEnd {
    let entry = things.instance.map { "{\"name\": \"\(Self.host)\", \"state\": \"\($0.word)\", \"ipv4\": []}" }
    return CommandEnd(exit: .code(0), output: "{\"list\": [\(entry ?? "")]}")
  }

  private mutating func launch(_ launch: Launch) -> CommandEnd {
    guard things.instance == nil else { return failure("instance \"\(launch.name)\" already exists") }
    guard preparedAt == nil else { return failure("instance \"\(launch.name)\" is being prepared") }
    pass(.seconds(60))
    things.cpus = "\(launch.cpus)"
    guard let trouble = troubles.popLast() else {
      create(cloudInit: launch.cloudInit)
      return CommandEnd(exit: .code(0), output: "Launched: \(launch.name)\n")
    }
    if let state = trouble.leaves {
      create(cloudInit: launch.cloudInit)
      things.instance = state
    }
    return trouble.end
  }

  private func get(_ key: String) -> CommandEnd {
    guard things.instance != nil else { return failure("No such instance") }
    let value = key.hasSuffix("cpus") ? things.cpus : key.hasSuffix("memory") ? things.memory : things.disk
    return CommandEnd(exit: .code(0), output: value + "\n")
  }

  private mutating func operate(_ command: MultipassCommand, _ state: InstanceState) -> CommandEnd {
    switch command {
    case .start: return start(state)
    case .stop, .cutPower: return stop(command, state)
    case .delete(_, let purge):
      count.deletions += 1
      things.instance = purge ? nil : .deleted
    case .set(let key, let value):
      guard state == .stopped else { return failure("reason: Instance must be stopped for modification") }
      set(key, value)
    case .snapshot(_, let name):
      guard state == .stopped else { return failure("Multipass can only take snapshots of stopped instances.") }
      guard !things.snapshots.contains(name) else { return failure("Snapshot already exists: \(Self.host).\(name)") }
      count.snapshots += 1
      things.snapshots.insert(name)
    case .mount(let source, _, let target):
      guard things.mounts[target] == nil else { return failure("\"\(target)\" is already mounted in '\(Self.host)'") }
      things.mounts[target] = source
    case .umount(_, let target):
      guard things.mounts.removeValue(forKey: target) != nil else {
        return failure("path \"\(target)\" is not mounted")
      }
    case .info: return information
    case .version, .states, .addresses, .restart, .restartEngine, .launch, .get, .exec: break
    }
    return CommandEnd(exit: .code(0))
  }

  private var information: CommandEnd {
    let mounts = things.mounts.map { "\"\($0.key)\": {\"source_path\": \"\($0.value)\"}" }.joined(separator: ", ")
    return CommandEnd(exit: .code(0), output: "{\"info\": {\"\(Self.host)\": {\"mounts\": {\(mounts)}}}}")
  }

  private mutating func start(_ state: InstanceState) -> CommandEnd {
    switch state {
    case .deleted: return failure("Instance '\(Self.host)' is deleted. Use 'recover' to recover it.")
    case .unknown: return failure("Instance '\(Self.host)' is already running, but in an unknown state.")
    case .suspending: return failure("Cannot start the instance '\(Self.host)' while suspending.")
    case .running, .stopped, .suspended, .starting, .restarting, .delayedShutdown:
      things.instance = .running
      return CommandEnd(exit: .code(0))
    }
  }

  private mutating func stop(_ command: MultipassCommand, _ state: InstanceState) -> CommandEnd {
    if case .cutPower = command {
      count.powerCuts += 1
    } else if state == .deleted || state == .suspended || state == .unknown {
      return failure("Cannot stop instance.\nUse --force to power it off.")
    } else if state != .stopped {
      count.stops += 1
    }
    things.guest.containersRunning = 0
    things.instance = .stopped
    return CommandEnd(exit: .code(0))
  }

  private mutating func set(_ key: String, _ value: String) {
    count.sets += 1
    let shown = value.hasSuffix("G") ? value.dropLast() + ".0GiB" : value[...]
    if key.hasSuffix("cpus") { things.cpus = value }
    if key.hasSuffix("memory") { things.memory = String(shown) }
    if key.hasSuffix("disk") { things.disk = String(shown) }
  }

  func failure(_ text: String) -> CommandEnd {
    CommandEnd(exit: .code(2), errorOutput: "multipass failed: The following errors occurred:\n\(text)\n")
  }
}
