/// A URL of the form `SCHEME://[USER[:PASSWORD]@]HOST[:PORT][/PATH]`, in parts.
struct URLText {
  let scheme: Substring
  let user: Substring?
  /// A name, an IPv4 address, or an IPv6 address in brackets.
  let host: Substring
  /// From the first slash; empty where there is none.
  let path: Substring

  /// Nil for any other text, and for one with blanks, quotes or anything else that RFC 3986 wants to be escaped.
  init?(_ text: String) {
    guard text.utf8.count <= 2048, text.utf8.allSatisfy(Self.isPlain), let colon = text.firstIndex(of: ":"),
      text[colon...].hasPrefix("://")
    else { return nil }
    scheme = text[..<colon]
    let rest = text[colon...].dropFirst(3)
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    path = rest[end...]
    let authority = rest[..<end]
    let at = authority.lastIndex(of: "@")
    user = at.map { authority[..<$0] }
    let place = at.map { authority[authority.index(after: $0)...] } ?? authority
    guard let host = hostOfPlace(place) else { return nil }
    self.host = host
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte) && !"\"'<>\\^`{|}".utf8.contains(byte)
  }
}

/// The host of `HOST[:PORT]`; nil where one of them is wrong.
func hostOfPlace(_ place: Substring) -> Substring? {
  var host = place
  // A colon within brackets is the address's own.
  let afterAddress = place.lastIndex(of: "]").map { place[$0...] } ?? place
  if let colon = afterAddress.lastIndex(of: ":") {
    guard parsePort(place[place.index(after: colon)...]) != nil else { return nil }
    host = place[..<colon]
  }
  if host.hasPrefix("["), host.hasSuffix("]") { return isIPv6Address(String(host.dropFirst().dropLast())) ? host : nil }
  return isIPv4Address(String(host)) || isDNSName(String(host)) ? host : nil
}

/// The text with every password of a URL in it replaced by a row of x.
func withoutPasswords(_ text: String) -> String {
  var (done, rest) = ("", Substring(text))
  while let start = rest.firstRange(of: "://") {
    done += rest[..<start.upperBound]
    rest = rest[start.upperBound...]
    let authority = rest.prefix { !"/?#\" \t\n,".contains($0) }
    guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else { continue }
    done += authority[...colon] + "xxxxx"
    rest = rest[at...]
  }
  return done + rest
}
