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

  /// Tells those who watch all hosts which are there no more, and ends the streams of those who watch just one of these.
  func end(hosts gone: [String]) {
    guard !gone.isEmpty else { return }
    for (id, watcher) in watchers {
      switch watcher.host {
      case nil: tell(id, [], gone: gone)
      case let host? where gone.contains(host):
        watchers[id] = nil
        watcher.caller.fail(.noSuchHost(host: host))
      case _?: break
      }
    }
  }

  private func tell(_ id: Int, _ hosts: [Host], gone: [String]? = nil) {
    guard var watcher = watchers[id] else { return }
    watcher.sequence += 1
    watchers[id] = watcher
    watcher.caller.reply(MonitorReply(sequence: watcher.sequence, hosts: hosts, gone: gone))
  }
}
