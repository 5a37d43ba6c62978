import Logging
import DockhostInterface
import Glibc
import Systemd

/// Obeying the service manager, and a person at a terminal.
extension Daemon {
  func makeSignals() -> Signals {
    Signals(
      terminate: { [weak self] in self?.end() }, interrupt: { [weak self] in self?.end() },
      hangUp: { [weak self] in self?.reloadOnSignal() })
  }

  private func end() {
    stop()
    exit(0)
  }

  private func reloadOnSignal() {
    notify(.reloading())
    do throws(SupervisorError) {
      _ = try reload()
    } catch {
      logger.error("the configuration is not used, the settings before it stay: \(error)")
    }
    notify(.ready)
  }
}
