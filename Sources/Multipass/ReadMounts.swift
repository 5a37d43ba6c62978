import FoundationEssentials
package import Supervision

/// What `multipass info` told of an instance's mounts.
package enum MountsAnswer: Equatable, Sendable {
  /// Folders of this machine, by the folder in the guest.
  case mounted([String: String])
  case trouble(MultipassTrouble)
}

/// Reads the end of `multipass info NAME --format json`.
package func readMounts(_ end: CommandEnd, of name: String) -> MountsAnswer {
  if let trouble = end.trouble { return .trouble(trouble) }
  guard let answer = try? JSONDecoder().decode(Information.self, from: Data(end.output.utf8)),
    let instance = answer.info[name]
  else { return .trouble(.failed(reason: unreadable(end.output, of: .info(name)))) }
  return .mounted((instance.mounts ?? [:]).mapValues(\.source))
}

private struct Information: Decodable {
  var info: [String: Instance]

  struct Instance: Decodable {
    var mounts: [String: Mount]?
  }

  struct Mount: Decodable {
    var source: String

    private enum CodingKeys: String, CodingKey {
      case source = "source_path"
    }
  }
}
