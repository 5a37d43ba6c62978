import FoundationEssentials
import Glibc
import Supervision

/// What an exchange's end says of the engine.
extension ExchangeEnd {
  /// The answer to a ping that began and ended at these times of day, from 1970.
  func pingAnswer(sentAt: Duration, endedAt: Duration) -> PingAnswer {
    switch self {
    case .replied(200, let date, _): .answered(skew: date.map { Self.skew(of: $0, sentAt, endedAt) })
    case .replied(let status, _, _): .failed(.status(status))
    case .notConnected(ECONNREFUSED): .failed(.refused)
    case .notConnected(let number): .failed(.noRoute(errorName(number)))
    case .connectTimedOut, .broken(ETIMEDOUT): .failed(.unreachable)
    case .replyTimedOut: .failed(.silent)
    case .broken: .failed(.closed)
    case .local(let reason): .couldNotRun(reason: reason)
    }
  }

  /// How far the guest's clock is ahead. A date has whole seconds, so that its middle is meant (facts: within 0.5 s).
  private static func skew(of date: Int, _ sentAt: Duration, _ endedAt: Duration) -> Duration {
    .seconds(date) + .milliseconds(500) - (sentAt + endedAt) / 2
  }

  /// The end of a stream; `wasOpen` when the reply's head had come.
  func streamEnd(wasOpen: Bool) -> StreamEnd {
    switch self {
    case .replied(200, _, _) where wasOpen, .broken(0) where wasOpen: .closed
    case .broken(ETIMEDOUT) where wasOpen, .replyTimedOut where wasOpen: .timedOut
    case .broken where wasOpen: .reset
    case .replied(let status, _, _): .failed(reason: "HTTP status \(status)")
    case .notConnected(let number), .broken(let number): .failed(reason: errorName(number))
    case .connectTimedOut, .replyTimedOut: .failed(reason: "timed out")
    case .local(let reason): .failed(reason: reason)
    }
  }

  /// The answer, and the engine's own version where it told one.
  var versionAnswer: (VersionAnswer, String?) {
    switch self {
    case .replied(200, _, let body):
      guard let reply = try? JSONDecoder().decode(VersionReply.self, from: Data(body)) else { return (.failed, nil) }
      return (.answered(containerd: reply.components?.contains { $0.name == "containerd" } ?? false), reply.version)
    case .replyTimedOut: return (.timedOut, nil)
    case .replied, .notConnected, .connectTimedOut, .broken, .local: return (.failed, nil)
    }
  }

  var containersAnswer: ContainersAnswer {
    switch self {
    case .replied(200, _, let body):
      let containers = try? JSONDecoder().decode([ListedContainer].self, from: Data(body))
      return containers.map { .answered(running: $0.count) } ?? .failed
    case .replyTimedOut: return .timedOut
    case .replied, .notConnected, .connectTimedOut, .broken, .local: return .failed
    }
  }
}

private struct VersionReply: Decodable {
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
private struct ListedContainer: Decodable {}
