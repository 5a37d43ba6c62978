import FoundationEssentials
import Glibc
import Supervision

/// What an exchange's end says of the engine.
nonisolated extension ExchangeEnd {
  /// The answer to a ping that was sent and ended at these times of day, counted from 1970.
  func pingAnswer(sentAt: Duration, endedAt: Duration) -> PingAnswer {
    switch self {
    case .replied(200, let date, _): .answered(skew: date.map { Self.skew(of: $0, sentAt, endedAt) })
    case .replied(let status, _, _): .failed(.status(status))
    case .notConnected(ECONNREFUSED): .failed(.refused)
    case .notConnected(let number): .failed(.noRoute(errorName(number)))
    case .unreachable, .broken(ETIMEDOUT), .broken(EHOSTUNREACH): .failed(.unreachable)
    case .unanswered: .failed(.silent)
    case .broken: .failed(.closed)
    case .local(let reason): .couldNotRun(reason: reason)
    }
  }

  /// How far the guest's clock is ahead. A date has whole seconds, so that its middle is meant: within 0.5 s.
  private static func skew(of date: Int, _ sentAt: Duration, _ endedAt: Duration) -> Duration {
    .seconds(date) + .milliseconds(500) - (sentAt + endedAt) / 2
  }

  /// How a stream ended; `wasOpen` says that the reply's head had come.
  func streamEnd(wasOpen: Bool) -> StreamEnd {
    switch self {
    case .replied(200, _, _) where wasOpen, .broken(0) where wasOpen: .closed
    case .broken(ETIMEDOUT) where wasOpen, .broken(EHOSTUNREACH) where wasOpen: .timedOut
    case .broken where wasOpen: .reset
    case .replied(let status, _, _): .failed(reason: "HTTP status \(status)")
    case .broken(0): .failed(reason: "closed without an answer")
    case .notConnected(let number), .broken(let number): .failed(reason: errorName(number))
    case .unreachable, .unanswered: .failed(reason: "no answer in time")
    case .local(let reason): .failed(reason: reason)
    }
  }

  /// The answer, and the engine's own version where it told one.
  var versionAnswer: (VersionAnswer, String?) {
    switch self {
    case .replied(200, _, let body):
      // An engine that names no components at all says nothing of containerd.
      guard let reply = try? JSONDecoder().decode(VersionReply.self, from: Data(body)), let parts = reply.components
      else { return (.failed, nil) }
      return (.answered(containerd: parts.contains { $0.name == "containerd" }), reply.version)
    case .unanswered: return (.timedOut, nil)
    case .replied, .notConnected, .unreachable, .broken, .local: return (.failed, nil)
    }
  }

  /// How many containers the list in the reply has.
  var containersAnswer: ContainersAnswer {
    switch self {
    case .replied(200, _, let body):
      let containers = try? JSONDecoder().decode([ListedContainer].self, from: Data(body))
      return containers.map { .answered(running: $0.count) } ?? .failed
    case .unanswered: return .timedOut
    case .replied, .notConnected, .unreachable, .broken, .local: return .failed
    }
  }
}

private nonisolated struct VersionReply: Decodable {
  var version: String?
  var components: [Component]?

  struct Component: Decodable {
    var name: String?

    enum CodingKeys: String, CodingKey {
      case name = "Name"
    }
  }

  enum CodingKeys: String, CodingKey {
    case version = "Version"
    case components = "Components"
  }
}

/// Only that there is one counts.
private nonisolated struct ListedContainer: Decodable {}
