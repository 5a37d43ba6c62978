/// Cuts a stream of bytes into messages: each ends in a NUL byte.
package struct FrameDecoder: Sendable {
  /// Consumed bytes and spare room that are not worth giving back.
  private static let slack = 4096

  /// Most bytes of a message, without its NUL.
  package let limit: Int
  private var buffer: [UInt8] = []
  /// Where the first message that was not handed out begins.
  private var start = 0
  /// Nothing between `start` and here is a NUL.
  private var searched = 0

  /// - Parameter limit: most bytes of a message, without its NUL; by default the 1 MiB of the interface's contract.
  package init(limit: Int = 1 << 20) {
    self.limit = limit
  }

  /// How many bytes wait here to be handed out or to be completed.
  package var count: Int { buffer.count - start }

  /// Bytes of memory that are taken.
  package var capacity: Int { buffer.capacity }

  /// Takes the bytes of one read, wherever it cut the stream.
  package mutating func append(_ bytes: some Collection<UInt8>) {
    buffer.append(contentsOf: bytes)
  }

  /// The next whole message without its NUL; nil when it has not all come yet.
  ///
  /// - Throws: `FrameError.tooLong` once a message passes the limit, and again at each later call.
  package mutating func next() throws(FrameError) -> [UInt8]? {
    guard let end = buffer[searched...].firstIndex(of: 0) else {
      searched = buffer.count
      guard count <= limit else { throw .tooLong(limit: limit) }
      return nil
    }
    guard end - start <= limit else { throw .tooLong(limit: limit) }
    let message = Array(buffer[start..<end])
    start = end + 1
    searched = start
    dropConsumed()
    return message
  }

  /// Moves what is left to the front once that is less than what goes, so that all the moving costs no more than reading.
  private mutating func dropConsumed() {
    guard start == buffer.count || start > max(Self.slack, count) else { return }
    // A large message is no reason to hold much memory while little comes.
    if buffer.capacity > max(Self.slack, 4 * count) {
      buffer = Array(buffer[start...])
    } else {
      buffer.removeFirst(start)
    }
    start = 0
    searched = 0
  }
}

/// Why a stream of bytes cannot be cut into messages any further.
package enum FrameError: Error, Equatable, Sendable {
  /// More bytes than `limit` came without a NUL.
  case tooLong(limit: Int)
}
