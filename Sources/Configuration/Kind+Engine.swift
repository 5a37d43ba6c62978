import Multipass
import Provisioning

extension Kind where Value == String {
  static let repository = Kind.text(
    "the URL of an apt repository, such as \"https://download.docker.com/linux\"",
    parse: { text in
      guard let url = URLText(text), ["http", "https"].contains(url.scheme), !url.path.contains(where: "?#".contains)
      else { return nil }
      return text.hasSuffix("/") ? String(text.dropLast()) : text
    },
    format: { $0 })

  static let package = Kind.text(
    "the URL of a .deb file",
    parse: { text in
      guard let url = URLText(text), ["http", "https"].contains(url.scheme), url.path.hasSuffix(".deb") else {
        return nil
      }
      return text
    },
    format: { $0 })

  /// The engine takes no path and no user here (moby, registry/config.go, ValidateMirror).
  static let mirror = Kind.text(
    "the URL of a registry without a path, such as \"https://mirror.example.com\"",
    parse: { text in
      guard let url = URLText(text), ["http", "https"].contains(url.scheme), url.user == nil else { return nil }
      return ["", "/"].contains(url.path) ? text : nil
    },
    format: { $0 })

  static let registry = Kind.text(
    "a registry such as \"registry.example.com:5000\", or a network such as \"10.0.0.0/8\"",
    parse: { IPv4Prefix($0) != nil || hostOfPlace(Substring($0)) != nil ? $0 : nil }, format: { $0 })

  static let proxy = Kind.text(
    "the URL of a proxy such as \"http://proxy.example.com:3128\"",
    parse: { text in
      guard let url = URLText(text), ["http", "https", "socks5"].contains(url.scheme) else { return nil }
      return ["", "/"].contains(url.path) ? text : nil
    },
    format: { $0 })

  static let proxyException = Kind.text(
    "a name, a suffix such as \".example.com\", an address or a network",
    parse: { text in
      let name = text.hasPrefix("*.") ? text.dropFirst(2) : text.hasPrefix(".") ? text.dropFirst() : text[...]
      return text == "*" || IPv4Prefix(text) != nil || isIPv6Address(text) || hostOfPlace(name) != nil ? text : nil
    },
    format: { $0 })
}

extension Kind where Value == String? {
  /// A version or the beginning of one; nil is written `latest`.
  static let version = Kind.text(
    "\"latest\" or a version such as \"28\" or \"5:27.5.1-1~ubuntu.24.04~noble\"",
    parse: { text in
      if text == "latest" { return .some(nil) }
      let isPlain = text.utf8.allSatisfy { KeyScanner.isBare($0) || ".:+~".utf8.contains($0) }
      guard isPlain, (1...128).contains(text.utf8.count), text.first?.isNumber == true else { return nil }
      return .some(text)
    },
    format: { $0 ?? "latest" })
}

extension Kind where Value == DebSource {
  /// A folder, or the URLs of packages.
  static let debs = Kind(
    read: { node throws(Complaint) in
      switch node {
      case .string: return .folder(try Kind<String>.path.read(node))
      case .array: return .urls(try Kind<[String]>.list(of: .package, atMost: 64).read(node))
      default: throw .expected("a folder of .deb files, or an array of their URLs", node)
      }
    },
    write: { source in
      switch source {
      case .none: nil
      case .folder(let path): literal(path)
      case .urls(let urls): Kind<[String]>.list(of: .package, atMost: 64).write(urls)
      }
    })
}

extension Kind where Value == AddressPool {
  /// A table of `base`, a network, and `size`, the length of the prefix of each network that is cut from it.
  static let addressPool = Kind(
    read: { node throws(Complaint) in
      let expected = "a pool such as { base = \"10.201.0.0/16\", size = 24 }"
      guard case .table(let entries) = node, entries.count == 2,
        case .string(let base)? = entries.first(where: { $0.key == "base" })?.value,
        case .integer(let size)? = entries.first(where: { $0.key == "size" })?.value
      else { throw .expected(expected, node) }
      guard let network = IPv4Prefix(base), network.isNetwork else {
        throw Complaint("expected a network such as \"10.201.0.0/16\", found \(quoted(base))")
      }
      // A network of two addresses has none for a container.
      guard network.length <= size, size <= 29 else {
        throw Complaint("size \(size) is out of range (\(network.length)-29)")
      }
      return AddressPool(base: network, size: size)
    },
    write: { "{ base = \(literal($0.base.description)), size = \($0.size) }" })
}

extension IPv4Prefix {
  /// Whether no bit is set beyond the prefix.
  fileprivate var isNetwork: Bool { length == 32 || address << UInt32(length) == 0 }
}
