import Supervision

/// A host in virtual time: a supervisor, and a Multipass, an instance and an engine that can fail on cue.
final class World {
  enum EngineMode: Equatable {
    case up
    case refused
    /// Takes connections, never answers.
    case silent
    /// No packet comes back.
    case unreachable
    /// Something on this side stands in the way.
    case cannotBeAsked
  }

  enum MultipassMode: Equatable {
    case up
    case trouble(MultipassTrouble)
    /// Never returns; the runner's own limit of ten seconds ends the question.
    case hangs
  }

  private(set) var now = Instant(sinceBoot: .seconds(1000))
  private(set) var supervisor: Supervisor
  /// Everything that the supervisor asked for, with its time.
  private(set) var log: [(at: Instant, effect: Effect)] = []
  /// Everything that it was told, for replay.
  private(set) var history: [(at: Instant, event: Event)] = []
  var memory: Memory

  var multipass = MultipassMode.up
  /// What Multipass says; nil when it does not list the instance.
  var state: InstanceState? = .running
  /// What Multipass says all the same, as after its daemon's death.
  var saidState: InstanceState?
  var address: String? = "10.231.0.7"
  var engine = EngineMode.up
  /// Whether the engine lets its events be read.
  var opensStreams = true
  var containerd = VersionAnswer.answered(containerd: true)
  var skew = Duration.zero
  /// What is mounted in the guest; nil where it cannot be asked.
  var mounted: [String]? = []
  /// Whether mounting helps.
  var mountsHold = true
  private(set) var restored: [String] = []
  /// How long an operation takes, and whether it works.
  var operationTime = Duration.seconds(8)
  var operationFailure: String?
  /// The `multipass` commands under way.
  private(set) var children: Set<CallID> = []
  /// When the supervisor began a start that the user did not want.
  private(set) var startsAgainstWish: [Instant] = []
  private(set) var streams: Set<CallID> = []
  private var pending: [(at: Instant, order: Int, event: Event)] = []
  private var order = 0
  private(set) var nextRequest: UInt64 = 0

  init(settings: HostSettings = HostSettings(), memory: Memory = Memory(), seed: UInt64 = 1) {
    self.memory = memory
    supervisor = Supervisor(settings: settings, memory: memory, seed: seed)
  }

  /// Sends an event now.
  func send(_ event: Event) {
    history.append((now, event))
    switch event {
    case .reported(_, let call), .located(_, let call), .operated(_, let call): children.remove(call)
    default: break
    }
    for effect in supervisor.handle(event, at: now) {
      log.append((now, effect))
      perform(effect)
    }
  }

  @discardableResult
  func request(_ request: Request) -> RequestID {
    nextRequest += 1
    let caller = RequestID(nextRequest)
    send(.requested(request, by: caller))
    return caller
  }

  /// Lets time pass, with everything that is due in it.
  func advance(_ distance: Duration) {
    let end = now + distance
    while let next = nextTime, next <= end {
      now = max(now, next)
      if let index = dueIndex {
        send(pending.remove(at: index).event)
      } else {
        send(.deadline)
      }
    }
    now = end
  }

  /// Lets time pass until something is so; false after `limit`.
  func advance(upTo limit: Duration, until condition: () -> Bool) -> Bool {
    let end = now + limit
    while !condition() {
      guard let next = nextTime, next <= end else {
        now = end
        return condition()
      }
      advance(max(next - now, .zero))
    }
    return true
  }

  private var nextTime: Instant? {
    [pending.map(\.at).min(), supervisor.nextDeadline].compactMap(\.self).min()
  }

  private var dueIndex: Int? {
    pending.indices.filter { pending[$0].at <= now }.min {
      (pending[$0].at, pending[$0].order) < (pending[$1].at, pending[$1].order)
    }
  }

  func schedule(_ event: Event, after delay: Duration) {
    order += 1
    pending.append((now + delay, order, event))
  }

  private func perform(_ effect: Effect) {
    switch effect {
    case .askState(let call): answer(call) { (saidState ?? state).map { .found($0) } ?? .missing }
    case .askAddress(let call): locate(call)
    case .operate(let operation, let call): begin(operation, call)
    case .ping(let call, let address, let timeout): ping(call, address, timeout)
    case .openStream(let call, let address): open(call, address)
    case .closeStream(let call): streams.remove(call)
    case .readVersion(let call, _):
      schedule(.versionRead(containerd, to: call), after: containerd == .timedOut ? .seconds(3) : .milliseconds(6))
    case .countContainers(let call, _):
      schedule(.containersCounted(.answered(running: 2), to: call), after: .milliseconds(1))
    case .lookAtMounts(let call): schedule(.mountsSeen(mounted, to: call), after: .milliseconds(200))
    case .restoreMount(let target): restore(target)
    case .remember(let memory): self.memory = memory
    case .tell, .answer, .ignored: break
    }
  }

  private func answer(_ call: CallID, _ truth: () -> InstanceAnswer) {
    children.insert(call)
    switch multipass {
    case .up: schedule(.reported(truth(), to: call), after: .milliseconds(50))
    case .trouble(let trouble): schedule(.reported(.trouble(trouble), to: call), after: .milliseconds(40))
    case .hangs: schedule(.reported(.trouble(.hung), to: call), after: .seconds(10))
    }
  }

  private func locate(_ call: CallID) {
    children.insert(call)
    switch multipass {
    case .up: schedule(.located(address.map { .found($0) } ?? .none, to: call), after: .milliseconds(200))
    case .trouble(let trouble): schedule(.located(.trouble(trouble), to: call), after: .milliseconds(40))
    case .hangs: schedule(.located(.trouble(.hung), to: call), after: .seconds(10))
    }
  }

  private func ping(_ call: CallID, _ address: String, _ timeout: Duration) {
    let reachable = address == self.address && state == .running
    switch engine {
    case _ where !reachable, .unreachable: schedule(.pinged(.failed(.unreachable), to: call), after: timeout)
    case .up: schedule(.pinged(.answered(skew: skew), to: call), after: .milliseconds(1))
    case .refused: schedule(.pinged(.failed(.refused), to: call), after: .milliseconds(1))
    case .silent: schedule(.pinged(.failed(.silent), to: call), after: timeout)
    case .cannotBeAsked:
      schedule(.pinged(.couldNotRun(reason: "too many open files"), to: call), after: .milliseconds(1))
    }
  }

  private func open(_ call: CallID, _ address: String) {
    guard engine == .up, opensStreams, address == self.address, state == .running else {
      schedule(.streamEnded(.failed(reason: "refused"), call: call), after: .milliseconds(1))
      return
    }
    streams.insert(call)
    schedule(.streamOpened(call), after: .milliseconds(1))
  }
}

// What happens in the world.
extension World {
  /// The other side ends every stream.
  func endStreams(_ end: StreamEnd) {
    for call in streams.sorted() { send(.streamEnded(end, call: call)) }
    streams = []
  }

  func killEngine() {
    engine = .refused
    endStreams(.closed)
  }

  /// The machine dies without a word.
  func killInstance() {
    state = .stopped
  }

  /// The guest shuts down in order: the engine first, then the machine.
  func shutDownInOrder() {
    killEngine()
    advance(.seconds(3))
    state = .stopped
  }

  private func restore(_ target: String) {
    restored.append(target)
    nextRequest += 1
    schedule(.requested(.work("mount"), by: RequestID(nextRequest)), after: .zero)
    if mountsHold { mounted?.append(target) }
    schedule(.returned(Legacy()), after: .seconds(10))
  }

  private func begin(_ operation: Operation, _ call: CallID) {
    children.insert(call)
    if operation != .stop, operation != .restartEngine, supervisor.desired != .running { startsAgainstWish.append(now) }
    if let operationFailure {
      schedule(.operated(.trouble(.failed(reason: operationFailure)), call: call), after: operationTime)
      return
    }
    switch operation {
    case .start, .restart:
      if operation == .restart { endStreams(.closed) }
      state = .running
      engine = .up
    case .stop:
      state = .stopped
    case .restartEngine:
      engine = .up
    }
    schedule(.operated(.done, call: call), after: operationTime)
  }

  /// The operations that were asked for, in order.
  var operations: [Operation] {
    log.compactMap { if case .operate(let operation, _) = $0.effect { operation } else { nil } }
  }

  func answer(to caller: RequestID) -> Answer? {
    for case .answer(caller, let answer) in log.map(\.effect) { return answer }
    return nil
  }

  func steps(of caller: RequestID) -> [Step] {
    log.compactMap { if case .tell(caller, let step) = $0.effect { step } else { nil } }
  }

  var sight: Sight { supervisor.sight(at: now) }

  func count(_ matches: (Effect) -> Bool) -> Int {
    log.count { matches($0.effect) }
  }
}
