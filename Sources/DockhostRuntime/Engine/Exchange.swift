import Glibc

/// One HTTP exchange as asked for.
struct ExchangeRequest {
  var address: EngineAddress
  /// The path and the query.
  var resource: String
  /// Only the head of the reply is asked for.
  var isHead = false
  /// The body has no end of its own and is not kept; the limit counts up to a head of status 200.
  var isStream = false
  /// From the beginning to the last byte.
  var limit: Duration
  /// Bytes; a longer body fails the exchange.
  var bodyLimit = 1 << 20
}

/// How an exchange ended.
nonisolated enum ExchangeEnd: Equatable {
  /// A whole reply; `date` is its `Date` header in seconds since 1970.
  case replied(status: Int, date: Int?, body: [UInt8])
  /// No connection: the number of the system's error.
  case notConnected(Int32)
  /// Nothing came back from the other machine within the limit: no connection, or no acknowledgement on one.
  case unreachable
  /// The other machine took the request, and no whole reply came within the limit.
  case unanswered
  /// The connection ended before the end of the reply; the number of the system's error, 0 for an orderly end.
  case broken(Int32)
  /// Something on this side stood in the way.
  case local(reason: String)
}

nonisolated extension ExchangeEnd {
  /// Errors of socket(2) and connect(2) that say something of this process and nothing of the way to the engine.
  private static let localErrors: Set<Int32> = [
    EMFILE, ENFILE, ENOBUFS, ENOMEM, EADDRINUSE, EADDRNOTAVAIL, EAGAIN, EAFNOSUPPORT,
  ]

  /// The end of an exchange for which there was no connection; `number` is 0 where nobody said why.
  static func failedToConnect(_ number: Int32) -> ExchangeEnd {
    if number == ETIMEDOUT { return .unreachable }
    // It was made, and was gone before libcurl looked.
    if number == ECONNRESET { return .broken(number) }
    if number == 0 || localErrors.contains(number) {
      return .local(reason: SystemFault("connect", number: number).description)
    }
    return .notConnected(number)
  }
}
