import Dispatch
import Varlink

/// One client of the control socket: its bytes, its calls one after another, and its replies in their order.
final class ControlConnection {
  /// So many calls are answered before everyone else has a turn.
  private static let callsPerTurn = 32
  /// Replies are gathered up to this many bytes before they are written.
  private static let gathered = 64 << 10

  private unowned let server: ControlServer
  private let limits: ControlLimits
  /// Nil once the connection has ended.
  private var channel: Channel?
  private var input: FrameDecoder
  private var inputHasEnded = false
  /// Nobody reads any more; calls that want no reply are still carried out.
  private var hasHungUp = false
  private var output = OutputBuffer()
  /// Who waits for the answer to the call at the head; later calls wait until it has its last reply.
  private var caller: Caller?
  private var isAnswering = false
  private var hasTurnAhead = false

  /// Takes over a connected socket that does not block.
  init(descriptor: Int32, server: ControlServer, limits: ControlLimits) {
    self.server = server
    self.limits = limits
    input = FrameDecoder(limit: limits.message)
    channel = Channel(
      descriptor: descriptor, readable: { [weak self] in self?.receive() },
      writable: { [weak self] in self?.proceed() }, hungUp: { [weak self] in self?.noteHangingUp() })
    channel?.read(true)
  }

  /// Bytes of memory that the connection's buffers take.
  var held: Int { input.capacity + output.capacity }

  /// Sends a reply to the call at the head; after the last one, the next call has its turn.
  func send(_ reply: [UInt8], isLast: Bool) {
    guard channel != nil else { return }
    guard isLast || output.isEmpty || output.count + reply.count <= limits.queue else {
      return drop("does not read what it asked for")
    }
    output.append(reply)
    if isLast { caller = nil }
    if isAnswering {
      if output.count >= Self.gathered { flush() }
    } else if isLast {
      proceed()
    } else {
      flush()
    }
  }

  /// Ends the connection at once and tells whoever waits that the client is gone.
  func drop(_ reason: String) {
    guard let channel else { return }
    self.channel = nil
    channel.close { [server] in server.gotDescriptorBack() }
    server.forget(self, reason: reason)
    caller?.leave()
    caller = nil
  }

  private func receive() {
    guard let channel else { return }
    switch SocketRead(from: channel.descriptor, into: &input) {
    case .blocked: return
    case .received: break
    case .ended: inputHasEnded = true
    case .gone: return noteHangingUp()
    }
    proceed()
  }

  private func noteHangingUp() {
    (inputHasEnded, hasHungUp) = (true, true)
    proceed()
  }

  /// Answers what has come, as far as the call at the head, the client's reading and the others' turn allow.
  private func proceed() {
    guard !isAnswering else { return }
    flush()
    if hasHungUp, caller != nil { return drop("hung up") }
    guard !hasTurnAhead else { return }
    isAnswering = true
    var left = Self.callsPerTurn
    var lacksInput = false
    while left > 0, canAnswer, !lacksInput {
      lacksInput = !answerNext()
      left -= 1
    }
    isAnswering = false
    flush()
    guard !lacksInput else { return endIfDone() }
    // Otherwise the last reply to the call at the head, or room to write, brings the next turn.
    if canAnswer || hasHungUp { takeTurnLater() }
  }

  private var canAnswer: Bool { channel != nil && caller == nil && output.count < Self.gathered }

  private func endIfDone() {
    if inputHasEnded, caller == nil, output.isEmpty { drop("has finished") }
  }

  /// Answers the next call; false when it has not all come or the connection ends here.
  private func answerNext() -> Bool {
    do throws(FrameError) {
      guard let message = try input.next() else { return false }
      return answer(message)
    } catch {
      end("sends more than \(input.limit) bytes in one message")
      return false
    }
  }

  private func answer(_ message: [UInt8]) -> Bool {
    do throws(MessageError) {
      let head = try decodeCall(message)
      let caller = server.makeCaller(for: head, on: self)
      if !head.oneway { self.caller = caller }
      server.answer(head, message, caller)
      return true
    } catch {
      end("sends what is no call (\(error))")
      return false
    }
  }

  /// Ends the connection after the replies that it can take at once.
  private func end(_ reason: String) {
    if let channel { _ = output.write(to: channel.descriptor) }
    drop(reason)
  }

  private func takeTurnLater() {
    hasTurnAhead = true
    DispatchQueue.main.async { [weak self] in
      MainActor.assumeIsolated {
        self?.hasTurnAhead = false
        self?.proceed()
      }
    }
  }

  private func flush() {
    guard let channel else { return }
    guard output.write(to: channel.descriptor) else { return drop("hung up") }
    settle()
  }

  /// Sees what the connection waits for now, and what it costs.
  private func settle() {
    guard let channel else { return }
    channel.write(!output.isEmpty)
    channel.read(!inputHasEnded && input.count <= limits.message)
    server.account(self)
  }
}
