import CLinux
import Glibc
import Varlink
import DockhostInterface

extension Benchmark {
  /// Calls one after another on one connection, and a change that many watchers hear of.
  static let control = Benchmark(
    name: "control", abstract: "control socket: 10,000 status calls a second, p99 under 1 ms, 1,000 watchers"
  ) { workshop in
    let scene = try LocalScene(workshop.programs, hosts: 1)
    defer { scene.end() }
    let monitor = try Monitor(path: scene.monitorPath)
    try monitor.waitUntilHealthy(within: .seconds(30))
    let time: Duration = workshop.isQuick ? .seconds(2) : .seconds(5)
    let calls = Statistics(try callStatus(at: scene.monitorPath, for: time))
    let news = try tellWatchers(1000, at: scene.monitorPath)
    return [
      .atLeast(
        10_000, Double(calls.count) / time.inSeconds, "a second", what: "GetStatus, one connection, one after another",
        beside: "p50 \(fixed(calls.median * 1000, 0)) µs"),
      .below(1, calls.percentile(99), "ms", places: 3, what: "… p99"),
      Figure(
        what: "1,000 watchers: from a change to the last that hears of it",
        measured: "\(fixed(news.last.milliseconds, 1)) ms", bar: "all served", verdict: .met,
        beside: "the first hears after \(fixed(news.first.milliseconds, 1)) ms"),
    ]
  }
}

private func callStatus(at path: String, for time: Duration) throws -> [Duration] {
  let line = try Line(path: path)
  let call = encodeCall(method: SupervisorInterface.Method.getStatus.qualifiedName, parameters: NoParameters())
  let end = ContinuousClock.now + time
  var samples: [Duration] = []
  samples.reserveCapacity(1 << 18)
  var began = ContinuousClock.now
  while began < end {
    try line.send(call)
    guard try line.receive(before: began + .seconds(5)) != nil else {
      throw MeasurementFailure("GetStatus was not answered within 5 s")
    }
    let now = ContinuousClock.now
    samples.append(began.duration(to: now))
    began = now
  }
  return samples
}

/// Pauses the host before `count` watchers; how long it took until the first and the last of them had been told.
private func tellWatchers(_ count: Int, at path: String) throws -> (first: Duration, last: Duration) {
  try allowDescriptors(count + 100)
  let watchers = try (0..<count).map { _ in try Monitor(path: path) }
  for watcher in watchers {
    while watcher.hosts.isEmpty { try hearSomething(watcher) }
  }
  let line = try Line(path: path)
  let began = ContinuousClock.now
  try line.call(.pause)
  var times: [Duration] = []
  for watcher in watchers {
    while watcher.hosts.values.contains(where: { !$0.paused }) { try hearSomething(watcher) }
    times.append(began.duration(to: .now))
  }
  return (times[0], times[count - 1])
}

private func hearSomething(_ watcher: Monitor) throws {
  guard try watcher.hear(before: .now + .seconds(30)) else {
    throw MeasurementFailure("a watcher was told nothing within 30 s")
  }
}

/// Raises the soft limit on open descriptors where it is lower.
private func allowDescriptors(_ count: Int) throws {
  var limit = rlimit()
  getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  guard limit.rlim_cur < rlim_t(count) else { return }
  limit.rlim_cur = min(limit.rlim_max, rlim_t(count))
  guard limit.rlim_cur >= rlim_t(count), setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
    throw MeasurementFailure("this process may have only \(limit.rlim_max) descriptors; raise it by `ulimit -Hn`")
  }
}
