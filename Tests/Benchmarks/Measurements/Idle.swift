extension Benchmark {
  /// What watching costs while nothing happens.
  static let idle = Benchmark(
    name: "idle", abstract: "one healthy host, 5 minutes: 0.05 % of a core, 1 wake-up a second, PSS 20 MiB, dirty 8 MiB"
  ) { workshop in
    let scene = try workshop.labScene()
    let time: Duration = workshop.isQuick ? .seconds(60) : .seconds(300)
    try scene.monitor.waitUntilHealthy(within: .seconds(60))
    let usage = try measureUsage(of: scene.daemon(), monitor: scene.monitor, settle: .seconds(30), for: time)
    let scope = "one healthy host, \(Int(time.inSeconds)) s"
    return [
      .below(0.05, usage.share, "% of a core", places: 4, what: "\(scope): processor"),
      .below(
        1, usage.wakeups, "a second", places: 2, what: "\(scope): wake-ups",
        beside: "\(usage.threads) threads, one after another or together"),
      .below(20, Double(usage.pss) / 1024, "MiB", places: 1, what: "\(scope): PSS"),
      .below(8, Double(usage.privateDirty) / 1024, "MiB", places: 1, what: "\(scope): private dirty"),
    ]
  }
}
