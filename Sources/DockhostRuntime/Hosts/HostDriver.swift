import Configuration
import DockhostInterface
import Logging
import Supervision

/// What every host's driver works with.
struct HostServices {
  var multipass: MultipassRunner
  var engine: EngineClient
  var state: StateFolder
  var logger: Logger
  let requests: RequestCounter
}

/// Names the requests of all clients.
final class RequestCounter {
  private var last: UInt64 = 0

  func next() -> RequestID {
    last += 1
    return RequestID(last)
  }
}

/// Runs one host: gives its supervisor what happened, carries out what it decides, and tells what came of it.
final class HostDriver {
  let name: String
  private(set) var configuration: HostConfiguration
  var services: HostServices
  /// The host as clients see it.
  private(set) var host: Host
  /// Called when `host` changed, and whenever the next deadline may have.
  var changed: (HostDriver) -> Void = { _ in }
  var rescheduled: () -> Void = {}
  /// Called when a work on the host has ended.
  var workEnded: () -> Void = {}

  private(set) var supervisor: Supervisor
  private var incidents: IncidentLog
  /// Begun in this turn, and not yet told of.
  var begunOperations: [Operation] = []
  private var conditions = ConditionLog()
  var engineVersion: String?
  var release: String?
  var callers: [RequestID: Caller] = [:]
  /// The work that is under way or about to be.
  var run: WorkRun?
  /// What waits for the right to run `multipass`.
  var grants: [RequestID: (Answer) -> Void] = [:]
  var replies: [(Caller, Reply)] = []
  var engineCalls: [CallID: EngineCall] = [:]
  private var inbox: [Event] = []
  private var isHandling = false
  private var isClosed = false

  enum Reply {
    case step(Step)
    case end(Answer)
  }

  init(_ configuration: HostConfiguration, services: HostServices, seed: UInt64) {
    name = configuration.name
    self.configuration = configuration
    self.services = services
    let stored = services.state.load(configuration.name)
    supervisor = Supervisor(settings: configuration.supervised, memory: stored.memory, seed: seed)
    incidents = IncidentLog(last: stored.lastIncident)
    host = Host(
      name: configuration.name, desired: Desired(supervisor.desired), paused: supervisor.memory.paused,
      phase: Phase(supervisor.posture, conditions: []), conditions: [], instance: Instance(state: ""),
      endpoint: Endpoint(address: supervisor.memory.address, port: configuration.enginePort),
      lastIncident: stored.lastIncident)
  }

  /// When `send(.deadline)` is due; nil when only an event can change anything.
  var nextDeadline: Instant? { supervisor.nextDeadline }

  /// Gives the supervisor an event. One that comes while another is being handled waits for its turn.
  func send(_ event: Event) {
    guard !isClosed else { return }
    inbox.append(event)
    guard !isHandling else { return }
    isHandling = true
    while !inbox.isEmpty {
      for effect in supervisor.handle(inbox.removeFirst(), at: Clock.now()) { perform(effect) }
    }
    isHandling = false
    refresh()
    flushReplies()
    rescheduled()
  }

  /// Takes other settings for the same host; the port is one of them only when it stayed.
  func adopt(_ configuration: HostConfiguration) {
    self.configuration = configuration
    send(.settingsChanged(configuration.supervised))
  }

  /// Ends the watching. What was begun on the instance goes on, and its end is nobody's business here.
  func close() {
    isClosed = true
    for call in engineCalls.values { call.cancel() }
    engineCalls = [:]
    for caller in callers.values { caller.fail(.noSuchHost(host: name)) }
    callers = [:]
    run?.end(.noSuchHost(host: name))
  }

  /// Compares what is known with what was told, and tells what changed.
  private func refresh() {
    let time = timestamp()
    let before = host
    let report = HostReport(self, at: Clock.now())
    let change = conditions.update(report.findings, at: time)
    incidents.update(
      isUp: report.posture == .up, isWanted: report.isWanted, hasBeenUp: supervisor.hasBeenUp,
      worst: conditions.conditions.first, at: time)
    for operation in begunOperations { incidents.note(operation, at: time) }
    begunOperations = []
    host = report.host(conditions: conditions.conditions, incident: incidents.last)
    guard host != before else { return }
    if host.lastIncident != before.lastIncident { save() }
    logChanges(from: before, conditions: change)
    changed(self)
  }

  /// Keeps what the next daemon should know.
  func save() {
    services.state.save(supervisor.memory, lastIncident: incidents.last, of: name)
  }

  private func flushReplies() {
    let replies = replies
    self.replies = []
    for (caller, reply) in replies {
      switch reply {
      case .step(let step): caller.reply(ActionReply(host: host, step: step.words), continues: true)
      case .end(.done): caller.reply(ActionReply(host: host))
      case .end(.refused(let refusal)): caller.fail(refusal.error(host: host))
      }
    }
  }
}
