import FoundationEssentials
package import Supervision

/// What `multipass list` answered.
package enum ListAnswer: Equatable, Sendable {
  case listed([ListedInstance])
  case trouble(MultipassTrouble)

  /// The state of the instance called `name`.
  package func state(of name: String) -> InstanceAnswer {
    switch self {
    case .listed(let instances): instances.first { $0.name == name }.map { .found($0.state) } ?? .missing
    case .trouble(let trouble): .trouble(trouble)
    }
  }

  /// The management address of the instance called `name`, which lies on a bridge of this machine.
  package func address(of name: String, within prefixes: [IPv4Prefix]) -> AddressAnswer {
    switch self {
    case .listed(let instances):
      instances.first { $0.name == name }.flatMap { managementAddress(of: $0, within: prefixes) }.map { .found($0) }
        ?? .none
    case .trouble(let trouble): .trouble(trouble)
    }
  }
}

/// Reads the end of `multipass list --format json`, in the form of releases and in that of later versions.
package func readList(_ end: CommandEnd) -> ListAnswer {
  if let trouble = end.trouble { return .trouble(trouble) }
  do {
    let listing = try JSONDecoder().decode(Listing.self, from: Data(end.output.utf8))
    return .listed(listing.list.map(\.instance))
  } catch {
    return .trouble(.failed(reason: unreadable(end.output, of: .addresses)))
  }
}

private struct Listing: Decodable {
  var list: [Entry]

  struct Entry: Decodable {
    var name: String
    var state: String?
    var release: String?
    var ipv4: [String]?

    var instance: ListedInstance {
      ListedInstance(
        name: name, word: state ?? "Unknown", release: release.flatMap { unknownReleases.contains($0) ? nil : $0 },
        addresses: ipv4 ?? [])
    }
  }
}

private let unknownReleases = ["", "Not Available"]
