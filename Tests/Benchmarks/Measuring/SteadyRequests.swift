import CLinux
import Glibc
import Machines

/// Pings of an engine from the laptop, each on a new connection, begun at a fixed pace whatever becomes of those before.
final class SteadyRequests {
  struct Request {
    let began: ContinuousClock.Instant
    let ended: ContinuousClock.Instant
    let end: End
  }

  enum End {
    case answered
    /// Nobody took the connection.
    case refused
    /// Somebody took the connection and closed it without an answer, as an engine does with what it has in hand.
    case cutOff
  }

  private static let pace = Duration.milliseconds(5)
  /// So many answers in a row are taken for an engine that is back.
  private static let calm = 20
  private static let limit = Duration.seconds(60)

  private let namespace: Namespace
  private let address: String
  private var waiting: [Int32: ContinuousClock.Instant] = [:]
  private var requests: [Request] = []
  private var answersInARow = 0

  private init(in namespace: Namespace, to address: String) {
    self.namespace = namespace
    self.address = address
  }

  deinit {
    for connection in waiting.keys { close(connection) }
  }

  /// Makes requests until `isOver` and the engine answers one after another; in the order in which they ended.
  static func make(in namespace: Namespace, to address: String, until isOver: () throws -> Bool) throws -> [Request] {
    let run = SteadyRequests(in: namespace, to: address)
    let deadline = ContinuousClock.now + limit
    var next = ContinuousClock.now
    while true {
      try run.begin()
      next = max(next + pace, .now)
      run.collect(before: next)
      if try !isOver() { run.answersInARow = 0 }
      if run.answersInARow >= calm && run.waiting.isEmpty { return run.requests }
      guard ContinuousClock.now < deadline else {
        throw MeasurementFailure("the engine at \(address) did not answer again within \(limit)")
      }
    }
  }

  private func begin() throws {
    let began = ContinuousClock.now
    guard let connection = try namespace.connect(to: address, port: 2375) else { return end(began, .refused) }
    let request = Array("HEAD /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n".utf8)
    waiting[connection] = began
    if send(connection, request, request.count, Int32(MSG_NOSIGNAL)) != request.count { conclude(connection, .cutOff) }
  }

  private func collect(before deadline: ContinuousClock.Instant) {
    while let connection = waitToRead(Array(waiting.keys), before: deadline) {
      var bytes = [UInt8](repeating: 0, count: 512)
      let count = read(connection, &bytes, bytes.count)
      let isAnswered = bytes.prefix(max(count, 0)).starts(with: Array("HTTP/1.1 200".utf8))
      conclude(connection, isAnswered ? .answered : .cutOff)
    }
  }

  private func conclude(_ connection: Int32, _ end: End) {
    close(connection)
    if let began = waiting.removeValue(forKey: connection) { self.end(began, end) }
  }

  private func end(_ began: ContinuousClock.Instant, _ end: End) {
    requests.append(Request(began: began, ended: .now, end: end))
    answersInARow = end == .answered ? answersInARow + 1 : 0
  }
}
