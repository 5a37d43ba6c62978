import DockhostInterface
import Glibc
import Machines

extension Benchmark {
  /// From kill(2) of dockerd to the daemon's news at a client, with what a bare stream of the benchmark's own tells.
  static let engineKilled = Benchmark(
    name: "engine-killed", abstract: "dockerd killed → a watching client knows: median under 50 ms"
  ) { workshop in
    let scene = try workshop.labScene()
    let count = workshop.isQuick ? 5 : 20
    let kills = try (1...count).map { number in
      let kill = try killEngine(scene)
      say("engine-killed: \(number) of \(count): \(fixed(kill.told.milliseconds, 1)) ms")
      return kill
    }
    let told = Statistics(kills.map(\.told))
    let bare = Statistics(kills.map(\.bare))
    return [
      .below(
        50, told.median, "ms", places: 1, what: "dockerd killed → a client of the daemon knows, median of \(count)",
        detail: " (p95 \(fixed(told.percentile(95), 1)) ms)",
        beside: "a bare connection to the engine ends after \(fixed(bare.median, 1)) ms "
          + "(p95 \(fixed(bare.percentile(95), 1)) ms): "
          + "the daemon adds \(fixed(told.median - bare.median, 1)) ms")
    ]
  }
}

/// How long the news of one kill took.
private struct Kill {
  /// To a client of the daemon.
  var told: Duration
  /// To whoever had a connection to the engine.
  var bare: Duration
}

private func killEngine(_ scene: LabScene) throws -> Kill {
  let monitor = scene.monitor
  // The daemon opens its stream as soon as it calls the host healthy; this one is opened after.
  try monitor.waitUntilHealthy(within: .seconds(60))
  let bare = try openBareStream(scene)
  defer { close(bare) }
  let engine = try scene.guest.engine()
  let began = ContinuousClock.now
  guard kill(engine, SIGKILL) == 0 else { throw MeasurementFailure.system("kill dockerd (process \(engine))") }
  let measured = try listen(to: monitor, bare, since: began)
  // Killed often enough, its unit would be refused a start.
  try scene.guest.perform(
    ["sh", "-c", "systemctl reset-failed docker.service docker.socket; systemctl start docker.service"])
  return measured
}

private func listen(to monitor: Monitor, _ bare: Int32, since began: ContinuousClock.Instant) throws -> Kill {
  let deadline = began + .seconds(30)
  var told: Duration?
  var ended: Duration?
  while told == nil || ended == nil {
    let waiting = (told == nil ? [monitor.line.descriptor] : []) + (ended == nil ? [bare] : [])
    guard let ready = waitToRead(waiting, before: deadline) else {
      throw MeasurementFailure("the daemon, or the kernel, told nothing of a killed dockerd within 30 s")
    }
    let elapsed = began.duration(to: .now)
    if ready == bare {
      if isAtEnd(bare) { ended = elapsed }
    } else if try monitor.hear(before: deadline), !monitor.areHealthy {
      told = elapsed
    }
  }
  return Kill(told: told ?? .zero, bare: ended ?? .zero)
}

/// A connection on which the engine says nothing until it dies.
private func openBareStream(_ scene: LabScene) throws -> Int32 {
  guard let stream = try scene.lab.network.namespace.connect(to: scene.address, port: 2375) else {
    throw MeasurementFailure("dockerd takes no connection at \(try scene.address):2375")
  }
  let request = Array("GET /events HTTP/1.1\r\nHost: docker\r\n\r\n".utf8)
  var head = [UInt8](repeating: 0, count: 4096)
  guard write(stream, request, request.count) == request.count,
    waitToRead([stream], before: .now + .seconds(10)) != nil, read(stream, &head, head.count) > 0
  else { throw MeasurementFailure("dockerd does not answer GET /events") }
  return stream
}

/// Reads what has come; true at the end, which a dead engine's kernel may send as a reset.
private func isAtEnd(_ stream: Int32) -> Bool {
  var bytes = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = read(stream, &bytes, bytes.count)
    if count == 0 || count < 0 && errno != EAGAIN { return true }
    if count < 0 { return false }
  }
}
