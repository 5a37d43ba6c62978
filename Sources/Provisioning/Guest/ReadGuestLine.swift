import FoundationEssentials

/// Reads one line of what the guest program prints; what does not bear its mark is noise.
package func readGuestLine(_ line: String) -> GuestLine {
  guard line.hasPrefix("{"), let told = try? JSONDecoder().decode(Told.self, from: Data(line.utf8)) else {
    return .noise(line)
  }
  switch told.dockhost {
  case .progress: return .progress(title: told.title ?? "", done: told.done, total: told.total)
  case .observed: return told.observation.map { .end(.observed($0)) } ?? .noise(line)
  case .applied: return .end(.applied(changes: told.changes ?? []))
  case .removed: return .end(.removed(changes: told.changes ?? []))
  case .verified: return .end(.verified(told.points ?? []))
  case .failed: return .end(.failed(reason: told.reason ?? "", hint: told.hint ?? ""))
  }
}

/// A line of the program; `dockhost` says what kind it is.
private struct Told: Decodable {
  enum Kind: String, Decodable {
    case progress
    case observed
    case applied
    case removed
    case verified
    case failed
  }

  var dockhost: Kind
  var title: String?
  var done: Int?
  var total: Int?
  var observation: GuestObservation?
  var changes: [String]?
  var points: [VerifiedPoint]?
  var reason: String?
  var hint: String?
}
