import Varlink

extension SupervisorError {
  /// The error's name with its interface, as a reply carries it.
  package var name: String { "\(SupervisorInterface.name).\(member.rawValue)" }

  /// Writes the error as a reply, with its NUL.
  package func encoded() -> [UInt8] {
    encodeError(name: name, parameters: parameters)
  }

  /// Reads an error of this interface; nil for any other, and for one whose parameters do not fit.
  ///
  /// - Parameters:
  ///   - name: the reply's `error`.
  ///   - bytes: the whole reply.
  package init?(name: String, from bytes: [UInt8]) {
    guard let member = Member.allCases.first(where: { "\(SupervisorInterface.name).\($0.rawValue)" == name }),
      let parameters = try? decodeParameters(Parameters.self, from: bytes),
      let error = SupervisorError(member, parameters)
    else { return nil }
    self = error
  }

  private init?(_ member: Member, _ parameters: Parameters) {
    switch (member, parameters.host) {
    case (.noSuchHost, let host?):
      self = .noSuchHost(host: host)
    case (.ambiguousHost, _):
      guard let hosts = parameters.hosts else { return nil }
      self = .ambiguousHost(hosts: hosts)
    case (.notRunning, let host?):
      guard let phase = parameters.phase else { return nil }
      self = .notRunning(host: host, phase: phase)
    case (.busy, let host?):
      guard let operation = parameters.operation else { return nil }
      self = .busy(host: host, operation: operation)
    case (.multipassUnavailable, _):
      guard let reason = parameters.reason else { return nil }
      self = .multipassUnavailable(reason: reason)
    case (.timeout, let host?):
      guard let seconds = parameters.seconds else { return nil }
      self = .timeout(host: host, seconds: seconds)
    case (.invalidSettings, _):
      guard let file = parameters.file, let message = parameters.message else { return nil }
      self = .invalidSettings(file: file, line: parameters.line, message: message)
    case (.needsConsent, let host?):
      guard let key = parameters.key, let question = parameters.question, let details = parameters.details else {
        return nil
      }
      self = .needsConsent(host: host, key: key, question: question, details: details)
    case (.workFailed, let host?):
      guard let step = parameters.step, let reason = parameters.reason, let hint = parameters.hint else { return nil }
      self = .workFailed(host: host, step: step, reason: reason, hint: hint)
    case (.noSuchHost, nil), (.notRunning, nil), (.busy, nil), (.timeout, nil), (.needsConsent, nil),
      (.workFailed, nil):
      return nil
    }
  }

  private var member: Member {
    switch self {
    case .noSuchHost: .noSuchHost
    case .ambiguousHost: .ambiguousHost
    case .notRunning: .notRunning
    case .busy: .busy
    case .multipassUnavailable: .multipassUnavailable
    case .timeout: .timeout
    case .invalidSettings: .invalidSettings
    case .needsConsent: .needsConsent
    case .workFailed: .workFailed
    }
  }

  private var parameters: Parameters {
    switch self {
    case .noSuchHost(let host): Parameters(host: host)
    case .ambiguousHost(let hosts): Parameters(hosts: hosts)
    case .notRunning(let host, let phase): Parameters(host: host, phase: phase)
    case .busy(let host, let operation): Parameters(host: host, operation: operation)
    case .multipassUnavailable(let reason): Parameters(reason: reason)
    case .timeout(let host, let seconds): Parameters(host: host, seconds: seconds)
    case .invalidSettings(let file, let line, let message): Parameters(file: file, line: line, message: message)
    case .needsConsent(let host, let key, let question, let details):
      Parameters(host: host, key: key, question: question, details: details)
    case .workFailed(let host, let step, let reason, let hint):
      Parameters(host: host, reason: reason, step: step, hint: hint)
    }
  }
}

/// The errors' names as they stand on the wire.
private enum Member: String, CaseIterable {
  case noSuchHost = "NoSuchHost"
  case ambiguousHost = "AmbiguousHost"
  case notRunning = "NotRunning"
  case busy = "Busy"
  case multipassUnavailable = "MultipassUnavailable"
  case timeout = "Timeout"
  case invalidSettings = "InvalidSettings"
  case needsConsent = "NeedsConsent"
  case workFailed = "WorkFailed"
}

/// The parameters of all errors together; each has its own few.
private struct Parameters: Codable {
  var host: String?
  var hosts: [String]?
  var phase: Phase?
  var operation: String?
  var reason: String?
  var seconds: Int?
  var file: String?
  var line: Int?
  var message: String?
  var key: String?
  var question: String?
  var details: [String]?
  var step: String?
  var hint: String?
}
