package import DockhostInterface
package import Varlink

/// What a client can have done to a host.
package enum HostAction: Equatable, Sendable {
  case start
  case stop
  case restart(RestartTarget)
  case check
  case pause
  case resume
}

/// What takes several steps, on a host.
package enum HostWork: Equatable, Sendable {
  case up(GuestWishes, plan: Bool)
  /// Sizes as `4G`; nil leaves one as it is.
  case resize(cpus: Int?, memory: String?, disk: String?)
  case delete(purge: Bool)
  /// Nil for the latest version.
  case upgrade(version: String?)
  /// Absolute paths; a target that is nil is the same as the source.
  case mount(source: String, target: String?)
  case unmount(target: String)
  case verify
  case forget
}

/// The methods of the interface.
extension Connection {
  /// How a host is, or all of them where it is nil.
  package func status(of host: String?) throws(ClientError) -> Call<StatusReply> {
    try call(.getStatus, HostParameters(host: host))
  }

  /// How a host is, or all of them where it is nil, then each change until the connection ends.
  package func monitor(_ host: String?) throws(ClientError) -> Call<MonitorReply> {
    try call(.monitor, HostParameters(host: host), more: true)
  }

  /// Has something done to a host, or to the default host where it is nil: a reply for each step, and a last one.
  package func act(_ action: HostAction, on host: String?) throws(ClientError) -> Call<ActionReply> {
    let parameters = HostParameters(host: host)
    switch action {
    case .start: return try call(.start, parameters, more: true)
    case .stop: return try call(.stop, parameters, more: true)
    case .restart(let what): return try call(.restart, RestartParameters(host: host, what: what), more: true)
    case .check: return try call(.check, parameters, more: true)
    case .pause: return try call(.pause, parameters, more: true)
    case .resume: return try call(.resume, parameters, more: true)
    }
  }

  /// Has a work done on a host, or on the default host where it is nil: a reply for each advance, and a last one.
  package func begin(_ work: HostWork, on host: String?, agreed: [String]) throws(ClientError) -> Call<WorkReply> {
    switch work {
    case .up(let wishes, let plan):
      return try call(.up, UpParameters(host: host, wishes: wishes, plan: plan, agreed: agreed), more: true)
    case .resize(let cpus, let memory, let disk):
      return try call(
        .resize, ResizeParameters(host: host, cpus: cpus, memory: memory, disk: disk, agreed: agreed), more: true)
    case .delete(let purge):
      return try call(.delete, DeleteParameters(host: host, purge: purge, agreed: agreed), more: true)
    case .upgrade(let version):
      return try call(.upgrade, UpgradeParameters(host: host, version: version, agreed: agreed), more: true)
    case .mount(let source, let target):
      return try call(.mount, MountParameters(host: host, source: source, target: target), more: true)
    case .unmount(let target): return try call(.unmount, UnmountParameters(host: host, target: target), more: true)
    case .verify: return try call(.verify, HostParameters(host: host), more: true)
    case .forget: return try call(.forget, HostParameters(host: host), more: true)
    }
  }

  /// A command line to enter a host's guest with; with a terminal where one is there to be used.
  package func access(to host: String?, terminal: Bool) throws(ClientError) -> Call<AccessReply> {
    try call(.getAccess, AccessParameters(host: host, terminal: terminal))
  }

  /// The settings in force.
  package func settings() throws(ClientError) -> Call<SettingsReply> {
    try call(.getSettings, NoParameters())
  }

  /// Has the daemon read its configuration again.
  package func reload() throws(ClientError) -> Call<ReloadReply> {
    try call(.reload, NoParameters())
  }

  /// Who answers on the other side.
  package func info() throws(ClientError) -> Call<ServiceInfo> {
    try Call("\(ServiceInterface.name).\(ServiceInterface.getInfo)", NoParameters(), on: self)
  }

  private func call<P: Decodable>(
    _ method: SupervisorInterface.Method, _ parameters: some Encodable, more: Bool = false
  ) throws(ClientError) -> Call<P> {
    try Call(method.qualifiedName, parameters, more: more, on: self)
  }
}
