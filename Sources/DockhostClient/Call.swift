import DockhostInterface
import Varlink

/// A call under way, whose replies are read one by one.
package struct Call<Parameters: Decodable> {
  private let connection: Connection

  init(_ method: String, _ parameters: some Encodable, more: Bool = false, on connection: Connection)
    throws(ClientError)
  {
    self.connection = connection
    try connection.send(encodeCall(method: method, parameters: parameters, more: more))
  }

  /// Waits for the next reply.
  ///
  /// - Parameters:
  ///   - deadline: nil for no limit.
  ///   - wake: a descriptor that ends the wait when it can be read.
  /// - Returns: the reply, or why there is none yet.
  /// - Throws: the daemon's refusal, and whatever else keeps a reply from coming.
  package func next(
    until deadline: ContinuousClock.Instant?, wake: Int32? = nil
  ) throws(ClientError) -> Arrival<Parameters> {
    switch try connection.receive(until: deadline, wake: wake) {
    case .message(let message): .reply(try Reply(message))
    case .woken: .woken
    case .late: .late
    }
  }

  /// Waits for the reply to a call that has one.
  ///
  /// - Throws: `ClientError.silent` after `limit`, besides what `next` throws.
  package func reply(within limit: Duration) throws(ClientError) -> Reply<Parameters> {
    guard case .reply(let reply) = try next(until: .now + limit) else { throw .silent(limit) }
    return reply
  }
}

/// What ended the wait for a reply.
package enum Arrival<Parameters: Decodable> {
  case reply(Reply<Parameters>)
  case woken
  case late
}

/// A reply and the bytes it came in.
package struct Reply<Parameters: Decodable> {
  package let parameters: Parameters
  /// Another reply to the same call follows.
  package let continues: Bool
  private let message: [UInt8]

  /// The parameters as they came, byte for byte.
  package var json: String { rawParameters(in: message) }

  init(_ message: [UInt8]) throws(ClientError) {
    do {
      let head = try decodeReply(message)
      if let name = head.error { throw ClientError(named: name, in: message) }
      parameters = try decodeParameters(Parameters.self, from: message)
      continues = head.continues
      self.message = message
    } catch let error as ClientError {
      throw error
    } catch {
      throw .garbled("\(error)")
    }
  }
}

extension ClientError {
  fileprivate init(named name: String, in message: [UInt8]) {
    if let error = SupervisorError(name: name, from: message) {
      self = .refused(error)
    } else if let error = ServiceError(name: name, from: message) {
      self = .unsupported(error)
    } else {
      self = .unknown(name)
    }
  }
}
