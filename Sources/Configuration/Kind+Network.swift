import Multipass

extension Kind where Value == String {
  /// A program's name or path.
  static let command = Kind.text(
    "the name or path of a program",
    parse: { text in
      let isPlain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
      return isPlain && (1...4096).contains(text.utf8.count) ? text : nil
    },
    format: { $0 })

  static let dnsName = Kind.text(
    "a host name", parse: { isDNSName($0) ? $0 : nil }, format: { $0 })
}

extension Kind where Value == String? {
  static let hostName = Kind.optional(.text("the name of a host", parse: { $0 }, format: { $0 }))
}

extension Kind where Value == EgressAnchor {
  static let egressAnchor = Kind.text(
    "an address or name, with a port unless it is 443",
    parse: parseAnchor,
    format: { $0.host.contains(":") ? "[\($0.host)]:\($0.port)" : "\($0.host):\($0.port)" })

  private static func parseAnchor(_ text: String) -> EgressAnchor? {
    if isIPv6Address(text) { return EgressAnchor(host: text) }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let hasPort = text.hasPrefix("[") ? !text.hasSuffix("]") : parts.count > 1
    guard let port = hasPort ? parsePort(parts[parts.count - 1]) : 443 else { return nil }
    let host = hasPort ? parts.dropLast().joined(separator: ":") : text
    if host.hasPrefix("["), host.hasSuffix("]") {
      let address = String(host.dropFirst().dropLast())
      return isIPv6Address(address) ? EgressAnchor(host: address, port: port) : nil
    }
    return isIPv4Address(host) || isDNSName(host) ? EgressAnchor(host: host, port: port) : nil
  }
}

/// A port's number in decimal digits, 1-65535.
func parsePort(_ digits: Substring) -> Int? {
  guard digits.utf8.allSatisfy({ ("0"..."9").contains(Character(Unicode.Scalar($0))) }), let port = Int(digits) else {
    return nil
  }
  return (1...65535).contains(port) ? port : nil
}

extension Kind where Value == DNSFallback {
  static let dnsFallback = Kind.text(
    "\"host\" or the address of a server",
    parse: { text in
      if text == "host" { return .host }
      return isIPv4Address(text) || isIPv6Address(text) ? .server(text) : nil
    },
    format: { fallback in
      switch fallback {
      case .host: "host"
      case .server(let address): address
      }
    })
}
