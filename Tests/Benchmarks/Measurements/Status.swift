import Machines

extension Benchmark {
  /// Whole processes, run in the laptop by this program in turn, so that both see the same machine.
  static let status = Benchmark(
    name: "status", abstract: "`dockhostctl status`, whole process: median under 10 ms and a third of `docker version`"
  ) { workshop in
    let scene = try workshop.labScene()
    try scene.monitor.waitUntilHealthy(within: .seconds(60))
    let times = try timeInLaptop(scene, ["dockhostctl status", "docker version"], rounds: 50)
    let (ours, peer) = (Statistics(times[0]).median, Statistics(times[1]).median)
    return [
      .below(
        10, ours, "ms", places: 1, what: "`dockhostctl status`, whole process, median of 50",
        detail: " (p95 \(fixed(Statistics(times[0]).percentile(95), 1)) ms)"),
      .below(
        0.333, ours / peer, "×", places: 2, what: "… over `docker version` against the same engine",
        beside: "`docker version`: \(fixed(peer, 1)) ms (\(try version(scene)))"),
    ]
  }
}

private func timeInLaptop(_ scene: LabScene, _ commands: [String], rounds: Int) throws -> [[Duration]] {
  let program = "\(Lab.programsInLaptop)/benchmarks"
  let output = try scene.lab.laptop.perform(
    [program, TimeCommands.name, "--rounds", "\(rounds)"] + commands, as: .dev,
    environment: ["DOCKER_HOST": "tcp://\(try scene.address):2375"], limit: .seconds(120))
  let rows = output.split(separator: "\n").map { $0.split(separator: " ").compactMap { Int64($0) } }
  guard rows.count == rounds, rows.allSatisfy({ $0.count == commands.count }) else {
    throw MeasurementFailure("\(program) printed no times but \"\(output.prefix(200))\"")
  }
  return commands.indices.map { column in rows.map { .nanoseconds($0[column]) } }
}

private func version(_ scene: LabScene) throws -> String {
  trimmed(try scene.lab.laptop.perform(["docker", "--version"], as: .dev))
}
