internal import CSystemd
internal import Glibc
package import Logging

/// Logs to the journal with fields where standard error leads there, else plain text to standard error.
///
/// Metadata becomes the journal's fields, in capitals: `host` is found by `journalctl HOST=docker-host`.
package struct ServiceLogHandler: LogHandler {
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?
  package var logLevel = Logger.Level.info
  private let identifier: String
  private let isJournal: Bool

  /// A handler whose entries are found by `journalctl -t IDENTIFIER`.
  package init(identifier: String) {
    self.identifier = identifier
    isJournal = standardErrorIsJournal()
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let metadata = merged(with: event)
    if isJournal, JournalEntry(event, metadata: metadata, identifier: identifier).send() { return }
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    // The journal's own prefix for streams, for when it takes no datagrams (sd-daemon(3)).
    let prefix = isJournal ? "<\(event.level.priority)>" : ""
    writeWhole(prefix + logLine(event, metadata: metadata, at: .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)))
  }

  /// The nearer to the call, the stronger.
  private func merged(with event: LogEvent) -> Logger.Metadata {
    var all = metadataProvider?.get() ?? [:]
    all.merge(metadata) { $1 }
    if let own = event.metadata { all.merge(own) { $1 } }
    if let error = event.error { all["error"] = "\(error)" }
    return all
  }
}

/// Whether standard error is the journal's stream that `JOURNAL_STREAM` names, and no redirection of it (systemd.exec(5)).
func standardErrorIsJournal() -> Bool {
  var status = stat()
  guard let stream = getenv("JOURNAL_STREAM"), fstat(STDERR_FILENO, &status) == 0 else { return false }
  return String(cString: stream) == "\(status.st_dev):\(status.st_ino)"
}

/// One write for a whole line, so that lines of several threads do not mix; a log that nobody can take is lost.
private func writeWhole(_ line: String) {
  var line = line
  line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
