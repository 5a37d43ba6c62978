import DockhostInterface
import Supervision
import Varlink

/// A decoded call of the supervisor's interface.
enum ControlRequest: Equatable {
  case getStatus(host: String?)
  case monitor(host: String?)
  case act(Supervision.Request, host: String?)
  case getSettings
  case reload
  case work(WorkRequest, host: String?)
  case getAccess(host: String?, terminal: Bool)

  /// Reads the parameters of a call of one of the interface's methods.
  ///
  /// Parameters that the interface does not name are refused: a mistyped `host` must not become the default host.
  ///
  /// - Throws: `MessageError.invalidParameter` with the name of the parameter that does not fit.
  init(_ method: SupervisorInterface.Method, from message: [UInt8]) throws(MessageError) {
    let known = SupervisorInterface.description.methods[method.rawValue]?.parameters.map(\.name) ?? []
    if let unknown = try parameterNames(in: message).filter({ !known.contains($0) }).min() {
      throw .invalidParameter(unknown)
    }
    switch method {
    case .getSettings: self = .getSettings
    case .reload: self = .reload
    case .getStatus: self = .getStatus(host: try Self.host(from: message))
    case .monitor: self = .monitor(host: try Self.host(from: message))
    case .start: self = .act(.start, host: try Self.host(from: message))
    case .stop: self = .act(.stop, host: try Self.host(from: message))
    case .check: self = .act(.check, host: try Self.host(from: message))
    case .pause: self = .act(.pause, host: try Self.host(from: message))
    case .resume: self = .act(.resume, host: try Self.host(from: message))
    case .restart:
      let parameters = try decodeParameters(RestartParameters.self, from: message)
      self = .act(parameters.what == .engine ? .restartEngine : .restartInstance, host: parameters.host)
    case .getAccess:
      let parameters = try decodeParameters(AccessParameters.self, from: message)
      self = .getAccess(host: parameters.host, terminal: parameters.terminal ?? false)
    case .up, .resize, .delete, .upgrade, .mount, .unmount, .verify, .forget:
      self = try Self.work(method, message)
    }
  }

  private static func host(from message: [UInt8]) throws(MessageError) -> String? {
    try decodeParameters(HostParameters.self, from: message).host
  }
}

/// Whoever carries out the calls of the supervisor's interface.
protocol ControlHandler: AnyObject {
  /// Answers with `caller.reply` or `caller.fail`, at once or later.
  func handle(_ request: ControlRequest, from caller: Caller)
}
