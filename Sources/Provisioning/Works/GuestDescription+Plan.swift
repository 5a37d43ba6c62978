import FoundationEssentials

extension GuestDescription {
  /// What the guest is to be like, a line each, without passwords and the texts of keys.
  var planLines: [String] {
    var told = self
    told.repositoryKey = "(a key of \(repositoryKey.utf8.count) bytes)"
    told.certificates = certificates.mapValues { "(a certificate of \($0.utf8.count) bytes)" }
    told.httpProxy = httpProxy.map(withoutPassword)
    told.httpsProxy = httpsProxy.map(withoutPassword)
    told.daemon = daemon.mapValues(\.withoutPasswords)
    told.repository = withoutPassword(repository)
    told.debURLs = debURLs.map(withoutPassword)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let json = try? encoder.encode(told) else { return [] }
    return String(decoding: json, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

extension JSONValue {
  /// Without the passwords of URLs in it.
  fileprivate var withoutPasswords: JSONValue {
    switch self {
    case .string(let text): .string(withoutPassword(text))
    case .array(let values): .array(values.map(\.withoutPasswords))
    case .object(let values): .object(values.mapValues(\.withoutPasswords))
    case .null, .bool, .int, .double: self
    }
  }
}

/// The URL with its user and password, where it has them, made unreadable.
private func withoutPassword(_ url: String) -> String {
  guard let scheme = url.firstRange(of: "://") else { return url }
  let rest = url[scheme.upperBound...]
  let authority = rest.prefix { $0 != "/" && $0 != "?" }
  guard let at = authority.lastIndex(of: "@") else { return url }
  return url[..<scheme.upperBound] + "***" + rest[at...]
}
