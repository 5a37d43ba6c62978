extension Benchmark {
  /// The same daemon with more and more hosts, their engines played by this process.
  static let hosts = Benchmark(
    name: "hosts", abstract: "1, 10, 100 hosts: cost grows no faster than their number; 64 KiB a host"
  ) { workshop in
    let time: Duration = workshop.isQuick ? .seconds(20) : .seconds(60)
    let usages = try [1, 10, 100].map { count in
      say("hosts: \(count)")
      return (count, try measureHosts(count, workshop.programs, for: time))
    }
    return usages.map { told($0, $1, for: time) } + growth(usages)
  }
}

private func measureHosts(_ count: Int, _ programs: MeasuredPrograms, for time: Duration) throws -> Usage {
  let scene = try LocalScene(programs, hosts: count)
  defer { scene.end() }
  let monitor = try Monitor(path: scene.monitorPath)
  try monitor.waitUntilHealthy(within: .seconds(60))
  return try measureUsage(of: scene.process, monitor: monitor, settle: .seconds(15), for: time)
}

private func told(_ count: Int, _ usage: Usage, for time: Duration) -> Figure {
  Figure(
    what: "\(count) \(count == 1 ? "host" : "hosts"), healthy, \(Int(time.inSeconds)) s",
    measured: "\(fixed(usage.share, 3)) % of a core, \(fixed(usage.wakeups, 2)) wake-ups a second, "
      + "PSS \(fixed(Double(usage.pss) / 1024, 1)) MiB")
}

private func growth(_ usages: [(count: Int, usage: Usage)]) -> [Figure] {
  guard let one = usages.first?.usage, let most = usages.last else { return [] }
  let more = Double(most.count - 1)
  return [
    .below(
      Double(most.count), most.usage.share / one.share, "×", places: 1,
      what: "\(most.count) hosts over one: processor",
      beside: "a host: \(fixed((most.usage.share - one.share) / more, 4)) % of a core, "
        + "\(fixed((most.usage.wakeups - one.wakeups) / more, 3)) wake-ups a second"),
    .below(
      64, Double(most.usage.pss - one.pss) / more, "KiB", places: 1, what: "memory (PSS) for one more host",
      beside: "private dirty: \(fixed(Double(most.usage.privateDirty - one.privateDirty) / more, 1)) KiB"),
  ]
}
