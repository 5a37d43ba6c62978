extension Benchmark {
  /// The same troubles for both set-ups, in turn and in one lab.
  static let engineCrash = Benchmark(
    name: "engine-crash",
    abstract: "dockerd killed or restarted under load: containers live on, no request refused; beside a set-up by hand"
  ) { workshop in
    say("engine-crash: making a lab with two engines")
    let pair = try EnginePair(workshop.programs)
    defer { pair.end() }
    let kills = try compare(pair, .killed, rounds: workshop.isQuick ? 5 : 10)
    let restarts = try compare(pair, .restarted, rounds: workshop.isQuick ? 3 : 5)
    return figures(kills, "dockerd killed (SIGKILL)") + figures(restarts, "`systemctl restart docker`")
      + [logFigure(try pair.dockhost.log())]
  }
}

/// What both bore, round by round.
private struct Comparison {
  var dockhost: [Outage] = []
  var byHand: [Outage] = []
}

private func compare(_ pair: EnginePair, _ trouble: WorkingEngine.Trouble, rounds: Int) throws -> Comparison {
  var comparison = Comparison()
  for round in 1...rounds {
    let (hand, ours) = (try pair.byHand.bear(trouble), try pair.dockhost.bear(trouble))
    comparison.byHand.append(hand)
    comparison.dockhost.append(ours)
    say("engine-crash: \(trouble) \(round) of \(rounds): \(told(ours)); by hand \(told(hand))")
  }
  return comparison
}

private func told(_ outage: Outage) -> String {
  [
    "\(fixed(outage.gap.milliseconds, 0)) ms without an answer",
    "\(outage.refused) of \(outage.requests) refused, \(outage.cutOff) cut off",
    "container \(outage.containerLived ? "lives on" : "ended")",
    "next build \(outage.nextBuildSucceeded ? "done" : "failed")",
  ].joined(separator: ", ")
}

private func figures(_ comparison: Comparison, _ trouble: String) -> [Figure] {
  let (ours, byHand) = (comparison.dockhost, comparison.byHand)
  let (gap, gapByHand) = (Statistics(ours.map(\.gap)), Statistics(byHand.map(\.gap)))
  return [
    .below(
      1, gap.median / gapByHand.median, "×", places: 2,
      what: "\(trouble) under load, until a request is answered: Dockhost's set-up over one made by hand, "
        + "median of \(ours.count)",
      beside: "\(fixed(gap.median / 1000, 2)) s (worst \(fixed(gap.worst / 1000, 2)) s), by hand "
        + "\(fixed(gapByHand.median / 1000, 2)) s (worst \(fixed(gapByHand.worst / 1000, 2)) s)"),
    .none(
      of: ours.count, ours.count { !$0.containerLived }, what: "… containers ended",
      beside: "by hand \(share(byHand.count { !$0.containerLived }, of: byHand.count))"),
    .none(
      of: sum(ours, \.requests), sum(ours, \.refused), what: "… pings refused, one every 5 ms",
      beside: "by hand \(share(sum(byHand, \.refused), of: sum(byHand, \.requests))); cut off unanswered "
        + "\(sum(ours, \.cutOff)), by hand \(sum(byHand, \.cutOff))"),
    .none(
      of: ours.count, ours.count { !$0.nextBuildSucceeded },
      what: "… builds that failed, begun while there was no engine",
      beside: "by hand \(share(byHand.count { !$0.nextBuildSucceeded }, of: byHand.count))"),
  ]
}

/// What a client that follows the log again finds.
private func logFigure(_ log: (lines: Int, missing: Int)) -> Figure {
  .none(of: log.lines, log.missing, what: "lines missing in the log of the container that lived through all of this")
}

private func sum(_ outages: [Outage], _ count: KeyPath<Outage, Int>) -> Int {
  outages.map { $0[keyPath: count] }.reduce(0, +)
}

private func share(_ part: Int, of whole: Int) -> String { "\(grouped(Double(part))) of \(grouped(Double(whole)))" }

extension Figure {
  /// A count that is to be nothing.
  fileprivate static func none(of whole: Int, _ count: Int, what: String, beside: String = "") -> Figure {
    Figure(
      what: what, measured: share(count, of: whole), bar: "none", verdict: count == 0 ? .met : .missed, beside: beside)
  }
}
