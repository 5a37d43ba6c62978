import Multipass

/// What is told at the end.
extension Up {
  /// What was done, and what is left for the user.
  var summary: [String] {
    let done =
      changes.map { $0.isEmpty ? ["nothing had to be changed in '\(host)'"] : $0.map { "changed: \($0)" } }
      ?? [tries.launches > 0 ? "'\(host)' was created" : "'\(host)' was as it should be"]
    let engine = "Docker Engine \(engineVersion ?? "") answers on port \(settings.enginePort) of '\(host)'"
    return done + [engine] + mountLines + sizeLines
  }

  /// What would be done to an instance that runs, and the files that would be written.
  func plan(_ observation: GuestObservation) -> [String] {
    let engine = observation.engineVersion.map { "Docker Engine \($0)" } ?? "no Docker Engine"
    let changes = observation.changes.map { "would change: \($0)" }
    let restart = Question.restart(host, observation).map { ["would ask: \($0.text)"] } ?? []
    let mounts = wantedMounts.map { "would mount unless it is: \($0.source) at \($0.target)" }
    return ["'\(host)' runs \(observation.system) with \(engine)"]
      + (changes.isEmpty ? ["nothing would be changed in its guest"] : changes) + restart + mounts + mountLines
      + sizeLines + observation.fileLines
  }

  /// What would be done where there is no instance.
  var launchPlan: [String] {
    guard let description else { return [] }
    let command = MultipassCommand.launch(launch(description)).arguments.joined(separator: " ")
    let mounts = wantedMounts.map { "would run: multipass mount \($0.source) \(host):\($0.target)" }
    return ["would run: multipass \(command), with a cloud-init on standard input that is to"]
      + description.outline.map { "  \($0)" } + mounts + mountLines
  }
}

extension GuestObservation {
  /// The files that would be written, each with its text.
  fileprivate var fileLines: [String] {
    files.sorted { $0.key < $1.key }.flatMap { path, text in
      ["would write '\(path)':"] + text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
    }
  }
}
