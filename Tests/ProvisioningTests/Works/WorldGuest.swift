import Provisioning

/// What is in the guest.
struct WorldGuest: Equatable {
  var engineVersion: String?
  var setup = GuestObservation.Setup.none
  var isAsDescribed = false
  /// An apply was cut off in it.
  var isHalfDone = false
  var containersRunning = 0
  /// Containers that died because the engine was restarted under them.
  var containersStopped = 0
  var liveRestore = false
  var files: Set<String> = []
  /// The version that packages bring.
  var available = "29.1.0"
  /// Why `apply` fails.
  var fault: String?

  /// What cloud-init does with the description.
  mutating func setUp() {
    engineVersion = engineVersion ?? available
    setup = .dockhost
    isAsDescribed = true
    isHalfDone = false
    liveRestore = true
  }

  mutating func run(_ task: GuestTask, _ count: inout WorkWorld.Counts) -> GuestEnd {
    switch task.verb {
    case .observe: return .observed(observe(task.description))
    case .apply:
      count.applies += 1
      return apply(task.description, &count)
    case .listMounts: return .applied(changes: [])
    case .remove:
      setup = .none
      isAsDescribed = false
      return .removed(changes: ["removed '/etc/systemd/system/docker.socket.d/dockhost.conf'"])
    case .verify: return .verified([VerifiedPoint(name: "run", works: true, detail: "a container ran")])
    }
  }

  private func target(_ description: GuestDescription) -> String? {
    if let version = description.version, engineVersion != nil { return version == engineVersion ? nil : version }
    return engineVersion == nil || description.upgrades && engineVersion != available ? available : nil
  }

  private func observe(_ description: GuestDescription) -> GuestObservation {
    let target = target(description)
    let changes = (target.map { ["install \($0)"] } ?? []) + (isAsDescribed && !isHalfDone ? [] : ["write files"])
    return GuestObservation(
      system: "Debian GNU/Linux 12 (bookworm)", engineVersion: engineVersion, candidateVersion: target,
      engineRuns: engineVersion != nil, setup: setup, changes: changes,
      restartsEngine: engineVersion != nil && !changes.isEmpty, liveRestore: liveRestore,
      containersRunning: containersRunning, containers: (0..<containersRunning).map { "box\($0)" },
      hostKey: WorkWorld.hostKey)
  }

  /// An engine that is restarted by an apply which keeps containers leaves them alone.
  private mutating func apply(_ description: GuestDescription, _ count: inout WorkWorld.Counts) -> GuestEnd {
    let seen = observe(description)
    guard !seen.changes.isEmpty else { return .applied(changes: []) }
    if setup == .handMade, !description.consent.contains("adopt") { return .applied(changes: ["added a line"]) }
    if let folder = description.debFolder, files.filter({ $0.hasPrefix(folder) }).isEmpty {
      return .failed(reason: "there are no package files", hint: "send them")
    }
    if let fault { return .failed(reason: fault, hint: "look at its log") }
    count.changes += 1
    if seen.restartsEngine, !liveRestore {
      containersStopped += containersRunning
      containersRunning = 0
    }
    engineVersion = seen.candidateVersion ?? engineVersion
    setUp()
    return .applied(changes: seen.changes)
  }
}
