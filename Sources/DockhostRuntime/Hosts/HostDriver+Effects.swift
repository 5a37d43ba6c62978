import Configuration
import Logging
import DockhostInterface
import Multipass
import Supervision

/// Carrying out what the supervisor decides.
extension HostDriver {
  func perform(_ effect: Effect) {
    switch effect {
    case .askState(let call):
      services.multipass.states.next { [weak self] in self?.takeStates($0, call) }
    case .askAddress(let call):
      services.multipass.addresses.next { [weak self] in self?.takeAddresses($0, call) }
    case .operate(let operation, let call): operate(operation, call)
    case .ping(let call, let address, let timeout):
      engineCalls[call] = services.engine.ping(engineAddress(address), timeout: timeout) { [weak self] answer in
        self?.finish(call, .pinged(answer, to: call))
      }
    case .openStream(let call, let address): openStream(call, address)
    case .closeStream(let call): engineCalls.removeValue(forKey: call)?.cancel()
    case .readVersion(let call, let address): readVersion(call, address)
    case .countContainers(let call, let address):
      engineCalls[call] = services.engine.countContainers(engineAddress(address)) { [weak self] answer in
        self?.finish(call, .containersCounted(answer, to: call))
      }
    case .lookAtMounts(let call): lookAtMounts(call)
    case .restoreMount(let target): restoreMount(target)
    case .remember: save()
    case .tell(let request, let step):
      if let caller = callers[request], caller.wantsMore { replies.append((caller, .step(step))) }
    case .answer(let request, let answer):
      if let grant = grants.removeValue(forKey: request) { later { grant(answer) } }
      if let caller = callers.removeValue(forKey: request) { replies.append((caller, .end(answer))) }
    case .ignored(let reason):
      services.logger.debug("ignored an event: \(reason)", metadata: ["host": "\(name)"])
    }
  }

  /// Asks for something on behalf of a client, who is answered when it is done.
  func request(_ request: Request, as id: RequestID, for caller: Caller) {
    callers[id] = caller
    caller.onGone = { [weak self] in
      self?.callers.removeValue(forKey: id)
      self?.send(.abandoned(id))
    }
    send(.requested(request, by: id))
  }

  private func engineAddress(_ address: String) -> EngineAddress {
    EngineAddress(host: address, port: configuration.enginePort)
  }

  /// Notes that a call has ended, unless it was given up before.
  private func finish(_ call: CallID, _ event: Event) {
    engineCalls.removeValue(forKey: call)
    send(event)
  }

  private func openStream(_ call: CallID, _ address: String) {
    engineCalls[call] = services.engine.openStream(
      engineAddress(address),
      opened: { [weak self] in self?.send(.streamOpened(call)) },
      containersChanged: { [weak self] in self?.send(.containersChanged(call)) },
      ended: { [weak self] end in self?.finish(call, .streamEnded(end, call: call)) })
  }

  private func readVersion(_ call: CallID, _ address: String) {
    engineCalls[call] = services.engine.readVersion(engineAddress(address)) { [weak self] answer, version in
      if let version { self?.engineVersion = version }
      self?.finish(call, .versionRead(answer, to: call))
    }
  }

  private func takeStates(_ answer: ListAnswer, _ call: CallID) {
    if case .listed(let instances) = answer, let instance = instances.first(where: { $0.name == name }) {
      release = instance.release ?? release
    }
    send(.reported(answer.state(of: name), to: call))
  }

  private func takeAddresses(_ answer: ListAnswer, _ call: CallID) {
    // Links that cannot be asked for are as good as none: the address is asked for again.
    let prefixes = (try? bridgePrefixes())?.map(\.prefix) ?? []
    send(.located(answer.address(of: name, within: prefixes), to: call))
  }

  private func operate(_ operation: Operation, _ call: CallID) {
    services.logger.notice("\(operation.words)", metadata: ["host": "\(name)", "operation": "\(operation.rawValue)"])
    begunOperations.append(operation)
    services.multipass.operate(
      operation, on: name,
      overran: { [weak self] in self?.send(.overran(call)) },
      ended: { [weak self] in self?.takeEnd($0, of: operation, call) })
  }

  private func takeEnd(_ outcome: OperationOutcome, of operation: Operation, _ call: CallID) {
    let metadata = ["host": "\(name)", "operation": "\(operation.rawValue)"]
    switch outcome {
    case .done: services.logger.info("\(operation.words): done", metadata: metadata.mapValues { "\($0)" })
    case .trouble(let trouble):
      services.logger.warning(
        "\(operation.words) failed: \(trouble.reason)", metadata: metadata.mapValues { "\($0)" })
    }
    send(.operated(outcome, call: call))
  }
}
