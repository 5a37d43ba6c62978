import DockhostInterface
import Varlink

/// What a call asks for: something that the socket itself answers, or something for the supervisor.
enum IncomingCall: Equatable {
  case getInfo
  /// The text of an interface.
  case getInterfaceDescription(String)
  case request(ControlRequest)

  /// Finds the method and reads its parameters.
  ///
  /// - Throws: the error that the caller is to have.
  init(_ head: CallHead, from message: [UInt8]) throws(ServiceError) {
    // No method here turns its connection into something else.
    guard !head.upgrade else { throw .methodNotImplemented(head.method) }
    switch head.interface {
    case ServiceInterface.name: self = try Self.ofService(head, message)
    case SupervisorInterface.name: self = .request(try Self.ofSupervisor(head, message))
    case let unknown?: throw .interfaceNotFound(unknown)
    case nil: throw .methodNotFound(head.method)
    }
  }

  private static func ofService(_ head: CallHead, _ message: [UInt8]) throws(ServiceError) -> IncomingCall {
    switch head.member {
    case ServiceInterface.getInfo: return .getInfo
    case ServiceInterface.getInterfaceDescription:
      let name = try read { () throws(MessageError) in
        try decodeParameters(DescriptionParameters.self, from: message).interface
      }
      guard let text = texts[name] else { throw .interfaceNotFound(name) }
      return .getInterfaceDescription(text)
    default: throw .methodNotFound(head.method)
    }
  }

  private static func ofSupervisor(_ head: CallHead, _ message: [UInt8]) throws(ServiceError) -> ControlRequest {
    guard let method = SupervisorInterface.Method(rawValue: head.member) else { throw .methodNotFound(head.method) }
    let request = try read { () throws(MessageError) in try ControlRequest(method, from: message) }
    // A watcher that hears nothing would be kept for nobody.
    if method == .monitor, !head.more || head.oneway { throw .expectedMore }
    return request
  }

  private static func read<Value>(_ value: () throws(MessageError) -> Value) throws(ServiceError) -> Value {
    do throws(MessageError) {
      return try value()
    } catch {
      switch error {
      case .invalidParameter(let name): throw .invalidParameter(name)
      case .malformed: throw .invalidParameter("parameters")
      }
    }
  }

  /// The interfaces that answer here, and their texts.
  static let texts = [
    ServiceInterface.name: ServiceInterface.text,
    SupervisorInterface.name: SupervisorInterface.text,
  ]
}
