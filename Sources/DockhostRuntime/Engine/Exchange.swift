import Glibc

/// One HTTP exchange as asked for.
struct ExchangeRequest {
  var address: EngineAddress
  var resource: String
  /// Only the head of the reply is asked for.
  var isHead = false
  /// From the beginning to the last byte; nil for a stream, which has none but the connection's.
  var limit: Duration?
  /// A longer body fails the exchange.
  var bodyLimit = 1 << 20
}

/// How an exchange ended.
enum ExchangeEnd: Equatable {
  /// A whole reply; `date` is its `Date` header in seconds since 1970.
  case replied(status: Int, date: Int?, body: [UInt8])
  /// No connection: the number of the system's error.
  case notConnected(Int32)
  /// No connection within its time.
  case connectTimedOut
  /// Connected, and no whole reply within the limit.
  case replyTimedOut
  /// The connection ended before the end of the reply; the number of the system's error, 0 for an orderly end.
  case broken(Int32)
  /// Something on this side stood in the way.
  case local(reason: String)
}

extension ExchangeEnd {
  /// Errors of connect(2) that say something of this machine and nothing of the engine.
  private static let localErrors: Set<Int32> = [EMFILE, ENFILE, ENOBUFS, ENOMEM, EPERM, EACCES, EADDRINUSE, EAGAIN]

  /// The end of a connect(2) that failed with `number`.
  static func failedToConnect(_ number: Int32) -> ExchangeEnd {
    if number == ETIMEDOUT { return .connectTimedOut }
    if number == 0 || localErrors.contains(number) { return .local(reason: "connect: \(errorName(number))") }
    return .notConnected(number)
  }
}
