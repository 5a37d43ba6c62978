import Glibc

/// Where the daemon finds and keeps its things.
package struct DaemonPaths: Equatable, Sendable {
  package var configuration: String
  package var state: String
  /// The folder of the control socket and of the hosts' endpoints.
  package var runtime: String
  package var socket: String

  /// The paths of the XDG base directory specification, where nothing else is given.
  /// `environment` looks a variable up; an empty one counts as none.
  package init(
    configuration: String? = nil, state: String? = nil, runtime: String? = nil, socket: String? = nil,
    environment: (String) -> String? = { getenv($0).map { String(cString: $0) } }, userID: UInt32 = getuid()
  ) {
    func variable(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
    let home = variable("HOME") ?? "/"
    let configurationHome = variable("XDG_CONFIG_HOME") ?? "\(home)/.config"
    let stateHome = variable("XDG_STATE_HOME") ?? "\(home)/.local/state"
    let runtimeHome = variable("XDG_RUNTIME_DIR") ?? "/run/user/\(userID)"
    self.configuration = configuration ?? "\(configurationHome)/dockhost/config.toml"
    self.state = state ?? "\(stateHome)/dockhost"
    self.runtime = runtime ?? "\(runtimeHome)/dockhost"
    self.socket = socket ?? variable("DOCKHOST_SOCKET") ?? "\(self.runtime)/control.sock"
  }
}
