import Supervision

/// Asks engines by their API, and listens to them.
final class EngineClient {
  /// Facts: `/version` waits for containerd, and 3 s are ample for one that lives; the list of containers likewise.
  private static let deepLimit = Duration.seconds(3)
  /// Running containers of a large host take a few KiB each in a list.
  private static let listLimit = 16 << 20

  private let loop = CurlLoop()

  /// Asks whether the engine answers.
  func ping(_ address: EngineAddress, timeout: Duration, then: @escaping (PingAnswer) -> Void) -> EngineCall {
    let request = ExchangeRequest(address: address, resource: "/_ping", isHead: true, limit: timeout)
    let sentAt = Clock.timeOfDay()
    return ask(request) { then($0.pingAnswer(sentAt: sentAt, endedAt: Clock.timeOfDay())) }
  }

  /// Asks for the engine's version, for which it asks containerd; at most one a time should be under way, since older
  /// engines keep what waits for a hung containerd.
  func readVersion(_ address: EngineAddress, then: @escaping (VersionAnswer, String?) -> Void) -> EngineCall {
    ask(ExchangeRequest(address: address, resource: "/version", limit: Self.deepLimit)) {
      let (answer, version) = $0.versionAnswer
      then(answer, version)
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
    let transfer = Transfer(ExchangeRequest(address: address, resource: resource))
    var isOpen = false
    transfer.headed = { status in
      guard status == 200 else { return }
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
    return EngineCall { [weak loop] in loop?.remove(transfer) }
  }
}
