import CLinux
import Glibc
import Logging
import Testing

@testable import Systemd

private func event(_ level: Logger.Level, _ message: String) -> LogEvent {
  LogEvent(
    level: level, message: "\(message)", error: nil, metadata: nil, source: "Test", file: "Test/File.swift",
    function: "test()", line: 7)
}

@Suite struct Logs {
  @Test func `writes time, level, message and metadata in one line`() {
    let line = logLine(
      event(.warning, "the engine is down"), metadata: ["host": "docker-host", "failures": "3"],
      at: .seconds(1_795_424_400) + .nanoseconds(7_999_999))
    #expect(line == "2026-11-23T09:00:00.007Z warning: the engine is down failures=3 host=docker-host\n")
  }

  @Test func `lets no message begin a line of its own or steer a terminal`() {
    let line = logLine(event(.info, "a\nb\u{1b}[2J"), metadata: ["c": "\r"], at: .zero)
    #expect(line == #"1970-01-01T00:00:00.000Z info: a\nb\u{1B}[2J c=\r"# + "\n")
  }

  @Test(arguments: [
    ("host", "HOST"), ("engine-port", "ENGINE_PORT"), ("_secret", "X_SECRET"), ("2nd", "X2ND"), ("", "X"), ("é", "X_"),
    (String(repeating: "a", count: 70), String(repeating: "A", count: 64)),
  ])
  func `names fields as the journal takes them`(key: String, field: String) {
    #expect(JournalEntry.fieldName(key) == field)
  }

  @Test func `writes to standard error without a journal`() async throws {
    let result = try #require(
      await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
        setenv("JOURNAL_STREAM", "1:2", 1)
        var logger = Logger(label: "test") { _ in ServiceLogHandler(identifier: "dockhostd") }
        logger[metadataKey: "host"] = "a"
        logger.debug("hidden")
        logger.notice("shown", metadata: ["host": "b"])
      })
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(text.contains("Z notice: shown host=b\n"))
    #expect(!text.contains("hidden"))
  }

  @Test func `goes by the stream and not by the variable alone`() async {
    await #expect(processExitsWith: .success) {
      unsetenv("JOURNAL_STREAM")
      #expect(!standardErrorIsJournal())
      pretendJournal()
      #expect(standardErrorIsJournal())
      setenv("JOURNAL_STREAM", "nonsense", 1)
      #expect(!standardErrorIsJournal())
    }
  }

  @Test(.enabled(if: geteuid() == 0, "a mount namespace needs root"))
  func `sends the journal one datagram with every field`() async {
    await #expect(processExitsWith: .success) {
      // A /run of this process's own, with a socket where journald has its.
      try #require(dockhost_unshare(Int32(DOCKHOST_NEW_MOUNTS)) == 0)
      try #require(mount(nil, "/", nil, UInt(MS_REC | MS_PRIVATE), nil) == 0)
      try #require(mount("none", "/run", "tmpfs", 0, nil) == 0)
      mkdir("/run/systemd", 0o755)
      mkdir("/run/systemd/journal", 0o755)
      let journal = try #require(DatagramSocket(path: "/run/systemd/journal/socket"))
      pretendJournal()
      var logger = Logger(label: "test") { _ in ServiceLogHandler(identifier: "dockhostd") }
      logger[metadataKey: "host"] = "docker-host"
      logger.error("one\ntwo", metadata: ["condition": "engine-down"])
      let datagram = try #require(journal.receive())
      let fields = datagram.split(separator: "\n")
      for field in [
        "PRIORITY=3", "SYSLOG_IDENTIFIER=dockhostd", "HOST=docker-host", "CONDITION=engine-down",
      ] { #expect(fields.contains(Substring(field)), "\(datagram)") }
      // A value of several lines goes with its length before it.
      #expect(datagram.contains("MESSAGE\n\u{7}\0\0\0\0\0\0\0one\ntwo\n"))
    }
  }
}

/// Makes standard error look like the journal's stream.
private func pretendJournal() {
  var status = stat()
  fstat(STDERR_FILENO, &status)
  setenv("JOURNAL_STREAM", "\(status.st_dev):\(status.st_ino)", 1)
}
