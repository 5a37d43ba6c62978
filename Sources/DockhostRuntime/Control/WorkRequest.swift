package import DockhostInterface
import Varlink

/// A work that a client asks for, and what it says to it.
package nonisolated enum WorkRequest: Equatable, Sendable {
  case up(GuestWishes?, plan: Bool, agreed: [String])
  /// Sizes as they were typed; nil leaves one as it is.
  case resize(cpus: Int?, memory: String?, disk: String?, agreed: [String])
  case delete(purge: Bool, agreed: [String])
  /// Nil for the latest version.
  case upgrade(version: String?, agreed: [String])
  /// The target is nil for the same path as the source's.
  case mount(source: String, target: String?)
  case unmount(target: String)
  case verify
  case forget
}

extension ControlRequest {
  /// Reads the parameters of a call of one of the methods that begin a work.
  static func work(_ method: SupervisorInterface.Method, _ message: [UInt8]) throws(MessageError) -> ControlRequest {
    switch method {
    case .up:
      let asked = try decodeParameters(UpParameters.self, from: message)
      return .work(.up(asked.wishes, plan: asked.plan ?? false, agreed: asked.agreed ?? []), host: asked.host)
    case .resize:
      let asked = try decodeParameters(ResizeParameters.self, from: message)
      return .work(
        .resize(cpus: asked.cpus, memory: asked.memory, disk: asked.disk, agreed: asked.agreed ?? []),
        host: asked.host)
    case .delete:
      let asked = try decodeParameters(DeleteParameters.self, from: message)
      return .work(.delete(purge: asked.purge ?? false, agreed: asked.agreed ?? []), host: asked.host)
    case .upgrade:
      let asked = try decodeParameters(UpgradeParameters.self, from: message)
      return .work(.upgrade(version: asked.version, agreed: asked.agreed ?? []), host: asked.host)
    case .mount:
      let asked = try decodeParameters(MountParameters.self, from: message)
      return .work(.mount(source: asked.source, target: asked.target), host: asked.host)
    case .unmount:
      let asked = try decodeParameters(UnmountParameters.self, from: message)
      return .work(.unmount(target: asked.target), host: asked.host)
    case .verify: return .work(.verify, host: try decodeParameters(HostParameters.self, from: message).host)
    case .forget: return .work(.forget, host: try decodeParameters(HostParameters.self, from: message).host)
    case .getStatus, .monitor, .start, .stop, .restart, .check, .pause, .resume, .getSettings, .reload, .getAccess:
      preconditionFailure("\(method) begins no work")
    }
  }
}
