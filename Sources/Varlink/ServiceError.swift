/// The errors that every Varlink service shares: those of `org.varlink.service`.
package enum ServiceError: Error, Equatable, Sendable {
  case interfaceNotFound(String)
  /// The method's name with its interface, as it was called.
  case methodNotFound(String)
  case methodNotImplemented(String)
  /// The parameter that is missing, unknown, of the wrong type or out of range.
  case invalidParameter(String)
  case permissionDenied
  /// The method answers more than once, and the call had no `more`.
  case expectedMore

  /// The error's name with its interface.
  package var name: String { "\(ServiceInterface.name).\(member)" }

  private var member: String {
    switch self {
    case .interfaceNotFound: "InterfaceNotFound"
    case .methodNotFound: "MethodNotFound"
    case .methodNotImplemented: "MethodNotImplemented"
    case .invalidParameter: "InvalidParameter"
    case .permissionDenied: "PermissionDenied"
    case .expectedMore: "ExpectedMore"
    }
  }

  private var parameters: Parameters {
    switch self {
    case .interfaceNotFound(let name): Parameters(interface: name)
    case .methodNotFound(let name), .methodNotImplemented(let name): Parameters(method: name)
    case .invalidParameter(let name): Parameters(parameter: name)
    case .permissionDenied, .expectedMore: Parameters()
    }
  }

  /// Writes the error as a reply, with its NUL.
  package func encoded() -> [UInt8] {
    encodeError(name: name, parameters: parameters)
  }

  /// Reads an error of `org.varlink.service`; nil for any other.
  ///
  /// - Parameters:
  ///   - name: the reply's `error`.
  ///   - bytes: the whole reply.
  package init?(name: String, from bytes: [UInt8]) {
    let parameters = try? decodeParameters(Parameters.self, from: bytes)
    let candidates: [ServiceError] = [
      .interfaceNotFound(parameters?.interface ?? ""), .methodNotFound(parameters?.method ?? ""),
      .methodNotImplemented(parameters?.method ?? ""), .invalidParameter(parameters?.parameter ?? ""),
      .permissionDenied, .expectedMore,
    ]
    guard let error = candidates.first(where: { $0.name == name }) else { return nil }
    self = error
  }

  private struct Parameters: Codable {
    var interface: String?
    var method: String?
    var parameter: String?
  }
}
