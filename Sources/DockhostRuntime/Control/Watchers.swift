import DockhostInterface

/// Everyone who monitors, and the number of the next news for each.
final class Watchers {
  private struct Watcher {
    let caller: Caller
    /// Nil for all hosts.
    let host: String?
    var sequence = 0
  }

  private var watchers: [Int: Watcher] = [:]

  var isEmpty: Bool { watchers.isEmpty }

  /// Begins a caller's stream with everything it watches, and ends it when the caller goes away.
  ///
  /// - Parameters:
  ///   - caller: who monitors.
  ///   - host: the one host it watches; nil for all.
  ///   - hosts: what it watches, as it is now; may be empty.
  func add(_ caller: Caller, host: String?, hosts: [Host]) {
    watchers[caller.id] = Watcher(caller: caller, host: host)
    caller.onGone = { [weak self] in self?.watchers[caller.id] = nil }
    tell(caller.id, hosts)
  }

  /// Tells everyone whom it concerns what changed.
  func tell(_ changed: [Host]) {
    for (id, watcher) in watchers {
      let news = watcher.host == nil ? changed : changed.filter { $0.name == watcher.host }
      if !news.isEmpty { tell(id, news) }
    }
  }

  /// Ends the streams of those who watch just one host, which is there no more.
  func end(host: String) {
    for (id, watcher) in watchers where watcher.host == host {
      watchers[id] = nil
      watcher.caller.fail(.noSuchHost(host: host))
    }
  }

  private func tell(_ id: Int, _ hosts: [Host]) {
    guard var watcher = watchers[id] else { return }
    watcher.sequence += 1
    watchers[id] = watcher
    watcher.caller.reply(MonitorReply(sequence: watcher.sequence, hosts: hosts))
  }
}
