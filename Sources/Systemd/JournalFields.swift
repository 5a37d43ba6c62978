internal import CSystemd
internal import Glibc
internal import Logging

/// One entry of the journal as its fields, `NAME=value` each (systemd.journal-fields(7)).
struct JournalEntry: Equatable {
  private(set) var fields: [String] = []

  init(_ event: LogEvent, metadata: Logger.Metadata, identifier: String) {
    fields = [
      "MESSAGE=\(event.message)",
      "PRIORITY=\(event.level.priority)",
      "SYSLOG_IDENTIFIER=\(identifier)",
      "CODE_FILE=\(event.file)",
      "CODE_LINE=\(event.line)",
      "CODE_FUNC=\(event.function)",
    ]
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      fields.append("\(Self.fieldName(key))=\(value)")
    }
  }

  /// The journal's field for a key: capitals, digits and underscores, not beginning with either of the latter, at most
  /// 64 bytes; others are refused by journald, and with them the field.
  static func fieldName(_ key: String) -> String {
    let name = key.uppercased().unicodeScalars.map { scalar -> Character in
      ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : "_"
    }
    let isReserved = name.first.map { !("A"..."Z").contains($0) } ?? true
    return String((isReserved ? "X" + String(name) : String(name)).prefix(64))
  }

  /// Sends it; false when the journal did not take it.
  func send() -> Bool {
    var bytes = fields.flatMap(\.utf8)
    let sizes = fields.map(\.utf8.count)
    return bytes.withUnsafeMutableBytes { buffer in
      var offset = 0
      let vectors = sizes.map { size in
        defer { offset += size }
        return iovec(iov_base: buffer.baseAddress.map { $0 + offset }, iov_len: size)
      }
      return sd_journal_sendv(vectors, Int32(vectors.count)) == 0
    }
  }
}

extension Logger.Level {
  /// The priority of syslog(3), 2 (critical) to 7 (debug).
  var priority: Int {
    switch self {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}
