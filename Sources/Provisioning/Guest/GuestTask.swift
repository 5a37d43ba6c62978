/// Something that the guest program is run for.
package struct GuestTask: Equatable, Sendable {
  /// What the program is asked for, as it is told by its first argument.
  package enum Verb: String, Equatable, Sendable, CaseIterable {
    /// Look, and tell what there is and what `apply` would change; writes nothing.
    case observe
    /// Bring the guest to what is described.
    case apply
    /// Write down for which folders the engine waits after a boot, and change nothing else.
    case listMounts = "list-mounts"
    /// Take everything away that is Dockhost's own.
    case remove
    /// Run a container and tell what works.
    case verify
  }

  package var verb: Verb
  package var description: GuestDescription
  /// How long it may take.
  package var limit: Duration

  package init(_ verb: Verb, _ description: GuestDescription, limit: Duration) {
    self.verb = verb
    self.description = description
    self.limit = limit
  }
}

/// One line of what the guest program tells.
package enum GuestLine: Equatable, Sendable {
  /// What is being done; `done` of `total` where there is a measure.
  case progress(title: String, done: Int?, total: Int?)
  case end(GuestEnd)
  /// Not a line of the program: something that it ran wrote there.
  case noise(String)
}

/// How a run of the guest program ended.
package enum GuestEnd: Equatable, Sendable {
  case observed(GuestObservation)
  /// What was changed, a line each; empty when nothing was.
  case applied(changes: [String])
  case removed(changes: [String])
  case verified([VerifiedPoint])
  /// Refused or failed inside the guest: what, and what to do.
  case failed(reason: String, hint: String)
  /// The program was not run to its end: Multipass or the way into the guest failed.
  case unreachable(reason: String)
}

/// One thing that `verify` tried.
package struct VerifiedPoint: Codable, Equatable, Sendable {
  package var name: String
  package var works: Bool
  /// What was seen.
  package var detail: String

  package init(name: String, works: Bool, detail: String) {
    self.name = name
    self.works = works
    self.detail = detail
  }
}
