/// The words that name what is wrong; scripts rely on them, so none is ever given another meaning.
package enum Code: String, CaseIterable, Equatable, Sendable {
  case bridgeMissing = "bridge-missing"
  case engineDown = "engine-down"
  case engineStarting = "engine-starting"
  case engineHung = "engine-hung"
  case engineUnreachable = "engine-unreachable"
  case containerdDown = "containerd-down"
  case containerdHung = "containerd-hung"
  case instanceMissing = "instance-missing"
  case instanceStopped = "instance-stopped"
  case instanceSuspended = "instance-suspended"
  case instanceDeleted = "instance-deleted"
  case instanceUnknown = "instance-unknown"
  case instanceStarting = "instance-starting"
  case multipassMissing = "multipass-missing"
  case multipassUnauthenticated = "multipass-unauthenticated"
  case multipassdDown = "multipassd-down"
  case multipassdHung = "multipassd-hung"
  case mountsMissing = "mounts-missing"
  case clockSkew = "clock-skew"
  case workUnderWay = "work-under-way"
}

/// How much a finding matters, least first.
package enum Gravity: Int, Comparable, Equatable, Sendable {
  /// As it should be, or soon will be.
  case info
  /// The engine can be used, and something beside it cannot.
  case warning
  /// The engine cannot be used.
  case error

  package static func < (lesser: Gravity, greater: Gravity) -> Bool {
    lesser.rawValue < greater.rawValue
  }
}

/// One thing that is so, told to a person.
package struct Finding: Equatable, Sendable {
  package var code: Code
  package var gravity: Gravity
  /// One sentence: what is the matter.
  package var message: String
  /// What was seen that says so.
  package var evidence: [String]
  /// The next command to try, or what only a person can do.
  package var hint: String?

  init(_ code: Code, _ gravity: Gravity, _ message: String, seen evidence: [String] = [], hint: String? = nil) {
    self.code = code
    self.gravity = gravity
    self.message = message
    self.evidence = evidence
    self.hint = hint
  }
}
