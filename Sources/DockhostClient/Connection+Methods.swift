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
