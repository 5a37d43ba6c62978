import Dispatch
import DockhostInterface
import Glibc
import Logging
import Varlink

/// The control socket: lets the owner and root in, answers what every Varlink service answers, and hands over the rest.
final class ControlServer {
  private let limits: ControlLimits
  private let handler: any ControlHandler
  private let encoder = ReplyEncoder()
  private var door: ControlDoor?
  private var connections: [ObjectIdentifier: (connection: ControlConnection, held: Int)] = [:]
  /// Bytes of all connections' buffers.
  private(set) var held = 0
  private var lastCall = 0
  /// Said once, and again only after somebody could come in.
  private var hasSaidFull = false

  /// Begins to accept clients.
  ///
  /// - Parameters:
  ///   - listener: a listening Unix socket; owned from here.
  ///   - handler: carries out the calls; kept until `close`.
  ///   - limits: what the clients may take.
  init(listener: Int32, handler: any ControlHandler, limits: ControlLimits = ControlLimits()) {
    self.limits = limits
    self.handler = handler
    door = ControlDoor(listener: listener) { [weak self] in self?.admit($0) }
  }

  /// Stops accepting, and ends all connections.
  func close() {
    door?.close()
    door = nil
    for (connection, _) in connections.values { connection.drop("the daemon ends") }
  }

  private func admit(_ descriptor: Int32) {
    guard connections.count < limits.connections else {
      if !hasSaidFull { logger.warning("control socket: turns clients away, as \(limits.connections) are connected") }
      hasSaidFull = true
      _ = Glibc.close(descriptor)
      return
    }
    hasSaidFull = false
    let connection = ControlConnection(descriptor: descriptor, server: self, limits: limits)
    connections[ObjectIdentifier(connection)] = (connection, 0)
  }
}

/// What connections ask of their server.
extension ControlServer {
  func makeCaller(for head: CallHead, on connection: ControlConnection) -> Caller {
    lastCall += 1
    return Caller(
      id: lastCall, wantsMore: head.more, connection: head.oneway ? nil : connection, encoder: encoder)
  }

  /// Carries out a call, or has it carried out.
  func answer(_ head: CallHead, _ message: [UInt8], _ caller: Caller) {
    do throws(ServiceError) {
      switch try IncomingCall(head, from: message) {
      case .getInfo: caller.reply(Self.info)
      case .getInterfaceDescription(let text): caller.reply(DescriptionReply(description: text))
      case .request(let request): handler.handle(request, from: caller)
      }
    } catch {
      caller.fail(error)
    }
  }

  /// Adds up what the buffers take; if that is too much, whoever holds most has to go.
  func account(_ connection: ControlConnection) {
    let id = ObjectIdentifier(connection)
    guard let before = connections[id]?.held else { return }
    connections[id]?.held = connection.held
    held += connection.held - before
    while held > limits.total, let greediest = connections.values.max(by: { $0.held < $1.held }) {
      greediest.connection.drop("holds most when all clients together hold more than \(limits.total) bytes")
    }
  }

  /// A connection has ended.
  func forget(_ connection: ControlConnection, reason: String) {
    held -= connections.removeValue(forKey: ObjectIdentifier(connection))?.held ?? 0
    logger.debug("control socket: a client \(reason)")
  }

  /// The kernel can give a descriptor to somebody else.
  func gotDescriptorBack() {
    door?.open()
  }

  private static let info = ServiceInfo(
    vendor: Product.vendor, product: Product.name, version: Product.version, url: Product.url,
    interfaces: IncomingCall.texts.keys.sorted())
}

private let logger = Logger(label: "control")
