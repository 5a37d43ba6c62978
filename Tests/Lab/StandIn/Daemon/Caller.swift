import Glibc

/// Whoever waits for an answer; the work goes on when it has gone.
final class Caller: Sendable {
  private let channel: Channel
  /// What was sent with the request; closed with the caller.
  let descriptors: [Int32]

  init(_ channel: Channel, descriptors: [Int32]) {
    self.channel = channel
    self.descriptors = descriptors
  }

  deinit {
    for descriptor in descriptors { close(descriptor) }
  }

  func send(_ reply: Reply) {
    try? channel.send(reply)
  }

  /// Runs `work` and answers with what it gives or throws.
  func answer(_ work: () throws(Refusal) -> Reply) {
    do throws(Refusal) {
      send(try work())
    } catch {
      send(.refused(error))
    }
  }
}
