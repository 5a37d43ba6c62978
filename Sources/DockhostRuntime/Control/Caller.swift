import DockhostInterface
import Varlink

/// Whoever waits for the answer to one call; what is said to one that has gone is dropped.
final class Caller {
  /// Unique within a server's life.
  let id: Int
  /// Whether replies that are not the last are wanted; without it they are dropped.
  let wantsMore: Bool
  /// Called once if the client goes away before the last reply.
  var onGone: (() -> Void)?
  private weak var connection: ControlConnection?
  private let encoder: ReplyEncoder

  /// - Parameters:
  ///   - id: unique within a server's life.
  ///   - wantsMore: whether the call had `more`.
  ///   - connection: where the replies go; nil for a oneway call.
  ///   - encoder: shared by all callers of a server.
  init(id: Int, wantsMore: Bool, connection: ControlConnection?, encoder: ReplyEncoder) {
    self.id = id
    self.wantsMore = wantsMore
    self.connection = connection
    self.encoder = encoder
  }

  /// Answers the call; with `continues`, more answers follow.
  func reply(_ parameters: some Encodable, continues: Bool = false) {
    guard accepts(continues) else { return }
    finish(encodeReply(parameters: parameters, continues: continues), continues: continues)
  }

  /// Answers `GetStatus`; cheap for hosts that are as they were at the last answer.
  func reply(_ status: StatusReply) {
    guard accepts(false) else { return }
    finish(encoder.encode(status), continues: false)
  }

  /// Answers `Monitor`, with more to follow; cheap for hosts that are as they were at the last answer.
  func reply(_ news: MonitorReply) {
    guard accepts(true) else { return }
    finish(encoder.encode(news, continues: true), continues: true)
  }

  /// Answers with an error of the supervisor's interface.
  func fail(_ error: SupervisorError) {
    finish(error.encoded(), continues: false)
  }

  /// Answers with an error that every service has.
  func fail(_ error: ServiceError) {
    finish(error.encoded(), continues: false)
  }

  /// The client went away.
  func leave() {
    connection = nil
    let told = onGone
    onGone = nil
    told?()
  }

  private func accepts(_ continues: Bool) -> Bool {
    connection != nil && (wantsMore || !continues)
  }

  private func finish(_ reply: [UInt8], continues: Bool) {
    guard let connection else { return }
    if !continues {
      self.connection = nil
      onGone = nil
    }
    connection.send(reply, isLast: !continues)
  }
}
