import Multipass
import Supervision

/// Waits until the engine of a host answers, at whatever address Multipass tells meanwhile.
final class EngineWait {
  /// Between two tries: as often as a supervisor asks an engine that it is in doubt about.
  private static let pause = Duration.seconds(1)
  private static let patience = Duration.seconds(2)

  private let host: String
  private let port: Int
  private let services: HostServices
  private let deadline: Instant
  private var ended: ((_ address: String?, _ version: String?) -> Void)?
  private var call: EngineCall?
  private var alarm: Alarm?

  /// Calls `ended` once: with address and version, or with neither when `limit` has passed.
  init(
    host: String, port: Int, services: HostServices, limit: Duration,
    ended: @escaping (_ address: String?, _ version: String?) -> Void
  ) {
    self.host = host
    self.port = port
    self.services = services
    self.ended = ended
    deadline = Clock.now() + limit
    locate()
  }

  private func locate() {
    services.multipass.addresses.next { [weak self] answer in
      guard let self else { return }
      let prefixes = (try? bridgePrefixes())?.map(\.prefix) ?? []
      guard case .found(let address) = answer.address(of: host, within: prefixes) else { return again() }
      ping(EngineAddress(host: address, port: port))
    }
  }

  private func ping(_ address: EngineAddress) {
    call = services.engine.ping(address, timeout: Self.patience) { [weak self] answer in
      guard case .answered = answer else {
        self?.again()
        return
      }
      self?.readVersion(address)
    }
  }

  private func readVersion(_ address: EngineAddress) {
    call = services.engine.readVersion(address) { [weak self] _, version in
      guard let self else { return }
      guard let version else { return again() }
      finish(address.host, version)
    }
  }

  private func again() {
    guard Clock.now() < deadline else { return finish(nil, nil) }
    alarm = Alarm(after: Self.pause) { [weak self] in self?.locate() }
  }

  private func finish(_ address: String?, _ version: String?) {
    guard let ended else { return }
    self.ended = nil
    ended(address, version)
  }
}
