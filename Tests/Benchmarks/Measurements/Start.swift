extension Benchmark {
  /// Each daemon is a new one, with one host that is healthy.
  static let start = Benchmark(
    name: "start", abstract: "start of the daemon to READY=1: median under 50 ms"
  ) { workshop in
    let times = try (0..<20).map { _ in
      let scene = try LocalScene(workshop.programs, hosts: 1)
      defer { scene.end() }
      return scene.timeToReady
    }
    let statistics = Statistics(times)
    return [
      .below(
        50, statistics.median, "ms", places: 1, what: "start of the daemon to READY=1, median of 20",
        detail: " (worst \(fixed(statistics.worst, 1)) ms)")
    ]
  }
}
