import Logging
import Configuration
package import DockhostInterface
import Supervision

/// Serving clients.
extension Daemon: ControlHandler {
  func handle(_ request: ControlRequest, from caller: Caller) {
    do throws(SupervisorError) {
      switch request {
      case .getStatus(let name): caller.reply(StatusReply(hosts: try hosts(named: name)))
      case .monitor(let name):
        watchers.add(caller, host: name, hosts: try hosts(named: name))
      case .act(let request, let name):
        try driver(toActOn: name).request(request, as: requests.next(), for: caller)
      case .getSettings: caller.reply(SettingsReply(toml: renderSettings(settings)))
      case .reload: caller.reply(ReloadReply(changed: try reload()))
      case .work(let request, let name): try begin(request, on: name, for: caller)
      case .getAccess(let name, let terminal): caller.reply(try access(toEnter: name, terminal: terminal))
      }
    } catch {
      caller.fail(error)
    }
  }

  /// One host, or all where none is named.
  private func hosts(named name: String?) throws(SupervisorError) -> [Host] {
    guard let name else { return hosts }
    guard let driver = drivers[name] else { throw .noSuchHost(host: name) }
    return [driver.host]
  }

  /// The host that is named, else the default one, else the only one.
  func driver(toActOn name: String?) throws(SupervisorError) -> HostDriver {
    let only = drivers.count == 1 ? drivers.keys.first : nil
    guard let chosen = name ?? settings.defaultHost ?? only else {
      throw .ambiguousHost(hosts: drivers.keys.sorted())
    }
    guard let driver = drivers[chosen] else { throw .noSuchHost(host: chosen) }
    return driver
  }

  private func access(toEnter name: String?, terminal: Bool) throws(SupervisorError) -> AccessReply {
    let multipass = findProgram(settings.multipassCommand, path: environmentPath()) ?? settings.multipassCommand
    return try driver(toActOn: name).access(multipass: multipass, dialer: ownProgram, terminal: terminal)
  }

  /// Reads the configuration again; a bad one changes nothing.
  package func reload() throws(SupervisorError) -> [String] {
    do throws(SettingsError) {
      let changed = adopt(try loadSettings(paths.configuration, mustExist: false))
      logger.notice("read the configuration again", metadata: ["changed": "\(changed.joined(separator: " "))"])
      return changed
    } catch {
      throw .invalidSettings(file: error.file, line: error.line, message: error.message)
    }
  }
}
