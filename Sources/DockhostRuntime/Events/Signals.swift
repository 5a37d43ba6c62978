import Dispatch
import Glibc

/// The signals that steer the daemon, as closures on the main queue.
final class Signals {
  private let sources: [any DispatchSourceSignal]

  /// From here on the process does not die of these signals, nor of a write to a peer that has gone (SIGPIPE).
  init(terminate: @escaping () -> Void, interrupt: @escaping () -> Void, hangUp: @escaping () -> Void) {
    signal(SIGPIPE, SIG_IGN)
    sources = [(SIGTERM, terminate), (SIGINT, interrupt), (SIGHUP, hangUp)].map { number, handler in
      let source = DispatchSource.makeSignalSource(signal: number, queue: .main)
      source.setEventHandler { MainActor.assumeIsolated { handler() } }
      source.activate()
      return source
    }
  }

  isolated deinit {
    for source in sources { source.cancel() }
  }
}
