import Machines

extension Benchmark {
  /// The whole of `dockhostctl up`, from nothing and with nothing to do.
  static let up = Benchmark(
    name: "up", abstract: "`dockhostctl up`: from no instance to an engine, and once more with nothing to do"
  ) { workshop in
    let lab = try Lab.up(programs: Programs(folder: workshop.programs.folder, runtimeLibraries: []))
    defer { lab.end() }
    try configure(lab)
    try lab.startDockhost()
    let first = try timeUp(lab, says: "was created")
    let again = Statistics(
      try (0..<(workshop.isQuick ? 5 : 10)).map { _ in try timeUp(lab, says: "was as it should be") })
    return [
      Figure(
        what: "`dockhostctl up`, from no instance to an engine that answers",
        measured: "\(fixed(first.inSeconds, 1)) s",
        beside: "packages from the lab's own repository, an instance without a virtual machine around it"),
      Figure(
        what: "… once more, with nothing to do, median of \(again.count)",
        measured: "\(fixed(again.median / 1000, 2)) s (worst \(fixed(again.worst / 1000, 2)) s)"),
    ]
  }
}

/// The lab's image and its stand-in for Docker's repository; nothing else differs from the default.
private func configure(_ lab: Lab) throws {
  let key = "/home/dev/repository.asc"
  try lab.laptop.write(lab.repository.key, to: key, as: .dev)
  let text = """
    [host.docker-host]
    image = "bare"
    [host.docker-host.engine]
    repository = "\(lab.repository.url)"
    repository-key = "\(key)"

    """
  try lab.laptop.write(text, to: "/home/dev/.config/dockhost/config.toml", as: .dev)
}

/// How long it takes, questions answered with yes, and that it did what is measured.
private func timeUp(_ lab: Lab, says expected: String) throws -> Duration {
  let began = ContinuousClock.now
  let said = try lab.laptop.perform(["dockhostctl", "up", "--yes"], as: .dev, limit: .seconds(300))
  let elapsed = began.duration(to: .now)
  guard said.contains(expected) else {
    throw MeasurementFailure("`dockhostctl up` does not say \"\(expected)\" but \"\(trimmed(said))\"")
  }
  return elapsed
}
