import Supervision

/// Asks engines by their API, and listens to them.
final class EngineClient {
  /// `/version` waits for containerd, the list of containers for the engine's own locks; both take milliseconds else.
  private static let deepLimit = Duration.seconds(3)
  /// The head of an event stream comes at once.
  private static let openLimit = Duration.seconds(5)
  /// A container takes one or two KiB in a list.
  private static let listLimit = 16 << 20

  private let loop = CurlLoop()
  private var versions: [EngineAddress: Transfer] = [:]

  /// Asks whether the engine answers.
  func ping(_ address: EngineAddress, timeout: Duration, then: @escaping (PingAnswer) -> Void) -> EngineCall {
    let request = ExchangeRequest(address: address, resource: "/_ping", isHead: true, limit: timeout)
    let sentAt = Clock.timeOfDay()
    return ask(request) { then($0.pingAnswer(sentAt: sentAt, endedAt: Clock.timeOfDay())) }
  }

  /// Asks for the engine's version, for which it asks containerd; while one is under way, another fails.
  ///
  /// Engines up to 24 keep what waits for a hung containerd: many such questions would fill them.
  func readVersion(_ address: EngineAddress, then: @escaping (VersionAnswer, String?) -> Void) -> EngineCall {
    let transfer = Transfer(ExchangeRequest(address: address, resource: "/version", limit: Self.deepLimit))
    guard versions[address] == nil else {
      transfer.ended = { _ in then(.failed, nil) }
      later { transfer.ended(.local(reason: "asked already")) }
      return EngineCall { transfer.silence() }
    }
    versions[address] = transfer
    transfer.ended = { [weak self] end in
      self?.versions[address] = nil
      let (answer, version) = end.versionAnswer
      then(answer, version)
    }
    loop.add(transfer)
    return EngineCall { [weak self, weak transfer] in
      guard let self, let transfer, versions[address] === transfer else { return }
      versions[address] = nil
      loop.remove(transfer)
    }
  }

  /// Asks how many containers run.
  func countContainers(_ address: EngineAddress, then: @escaping (ContainersAnswer) -> Void) -> EngineCall {
    // filters={"status":["running"]}
    let resource = "/containers/json?filters=%7B%22status%22%3A%5B%22running%22%5D%7D"
    let request = ExchangeRequest(
      address: address, resource: resource, limit: Self.deepLimit, bodyLimit: Self.listLimit)
    return ask(request) { then($0.containersAnswer) }
  }

  /// Listens to the engine's events of containers that begin or end: its silence is that of a living engine, and its end
  /// the quickest sign of one that died.
  func openStream(
    _ address: EngineAddress, opened: @escaping () -> Void, containersChanged: @escaping () -> Void,
    ended: @escaping (StreamEnd) -> Void
  ) -> EngineCall {
    // filters={"type":["container"],"event":["start","die"]}
    let resource =
      "/events?filters=%7B%22type%22%3A%5B%22container%22%5D%2C%22event%22%3A%5B%22start%22%2C%22die%22%5D%7D"
    let transfer = Transfer(
      ExchangeRequest(address: address, resource: resource, isStream: true, limit: Self.openLimit))
    var isOpen = false
    transfer.opened = {
      isOpen = true
      opened()
    }
    transfer.received = containersChanged
    transfer.ended = { ended($0.streamEnd(wasOpen: isOpen)) }
    return begin(transfer)
  }

  private func ask(_ request: ExchangeRequest, then: @escaping (ExchangeEnd) -> Void) -> EngineCall {
    let transfer = Transfer(request)
    transfer.ended = then
    return begin(transfer)
  }

  private func begin(_ transfer: Transfer) -> EngineCall {
    loop.add(transfer)
    return EngineCall { [weak loop, weak transfer] in
      if let transfer { loop?.remove(transfer) }
    }
  }
}
