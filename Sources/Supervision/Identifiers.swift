/// Names one thing that the supervisor asked for, so that a late answer is known as late; unique within a supervisor.
package struct CallID: Hashable, Comparable, Sendable {
  package var number: UInt64

  package init(_ number: UInt64) {
    self.number = number
  }

  package static func < (earlier: CallID, later: CallID) -> Bool {
    earlier.number < later.number
  }
}

/// Names one request of a client; chosen by the shell, unique within a daemon's life.
package struct RequestID: Hashable, Sendable {
  package var number: UInt64

  package init(_ number: UInt64) {
    self.number = number
  }
}

/// Gives out call ids in order.
struct CallCounter: Equatable, Sendable {
  private var last: UInt64 = 0

  mutating func next() -> CallID {
    last += 1
    return CallID(last)
  }
}
