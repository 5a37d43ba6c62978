extension Step {
  /// Only what runs in the guest is wanted, whatever it is to be like.
  static func count(in host: String, _ description: GuestDescription) -> Step {
    Step(
      "observe", "Looking which containers run in '\(host)'",
      .guest(GuestTask(.observe, description, limit: .seconds(120))))
  }
}

extension Question {
  /// `observation` is nil where the guest could not be asked.
  static func stopping(_ host: String, _ observation: GuestObservation?) -> Question {
    let what = observation.map { count($0.containersRunning, "running container") } ?? "whatever runs in it"
    return Question(
      key: Consent.stopContainers, text: "Stop and start '\(host)', and with it \(what)?",
      details: (observation?.containerLines ?? ["The guest could not be asked what runs in it."]) + [
        "Containers with a restart policy come back by themselves."
      ])
  }
}

extension WorkFailure {
  static func noSize(_ host: String) -> WorkFailure {
    WorkFailure(
      step: "settings", reason: "no size was given for '\(host)'",
      hint: "`dockhostctl resize \(host) --cpus 4 --memory 8G --disk 60G` gives all three")
  }

  static func shrinking(_ host: String, from old: String, to new: String) -> WorkFailure {
    WorkFailure(
      step: "sizes", reason: "the disk of '\(host)' has \(old) and cannot shrink to '\(new)': a disk only grows",
      hint: "`dockhostctl exec \(host) -- docker system prune` makes room in it; a smaller one takes a new instance")
  }

  init?(refusingCPUs cpus: Int?, host: String) {
    guard let cpus, !(1...256).contains(cpus) else { return nil }
    self.init(
      step: "settings", reason: "'\(cpus)' CPUs are out of range (1-256)",
      hint: "`dockhostctl resize \(host) --cpus 2` asks for two")
  }

  /// Both failures, the first of which was there before; the second tells what to do now.
  func followed(by other: WorkFailure) -> WorkFailure {
    WorkFailure(step: other.step, reason: "\(reason); and then \(other.reason)", hint: other.hint)
  }
}
