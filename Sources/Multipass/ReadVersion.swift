import FoundationEssentials
package import Supervision

/// What `multipass version` answered.
package enum MultipassVersionAnswer: Equatable, Sendable {
  /// The client's version and the daemon's.
  case answered(client: String, daemon: String)
  case trouble(MultipassTrouble)
}

/// Reads the end of `multipass version --format json`, which succeeds without a daemon too.
package func readVersion(_ end: CommandEnd) -> MultipassVersionAnswer {
  if let trouble = end.trouble { return .trouble(trouble) }
  guard let versions = try? JSONDecoder().decode(Versions.self, from: Data(end.output.utf8)) else {
    return .trouble(.failed(reason: unreadable(end.output, of: .version)))
  }
  guard let daemon = versions.multipassd else { return .trouble(.daemonDown) }
  return .answered(client: versions.multipass, daemon: daemon)
}

private struct Versions: Decodable {
  var multipass: String
  var multipassd: String?
}
