/// Checks everything of an engine's settings that ends up in a file or a command of the guest.
func validate(_ engine: EngineSettings) throws(DescriptionError) {
  if let version = engine.version { try validateVersion(version) }
  try validateURL(engine.repository.url, of: "repository")
  if engine.install == .deb { try validateSource(engine.debs) }
  for mirror in engine.registryMirrors { try validateURL(mirror, of: "registry mirror") }
  for registry in engine.insecureRegistries { try validateWord(registry, of: "insecure registry") }
  for exception in engine.proxy.exceptions { try validateWord(exception, of: "proxy exception") }
  for proxy in [engine.proxy.http, engine.proxy.https].compactMap(\.self) { try validateProxy(proxy) }
  for (name, text) in engine.certificates { try validateCertificate(name, text) }
  for key in engine.daemon.keys.sorted() where reservedKeys.contains(key) {
    throw DescriptionError(
      reason: "\"\(key)\" in the table \"daemon\" would keep the engine from starting: Dockhost and systemd set it",
      hint: "take it out; the port is set by \"port\" in the table \"engine\"")
  }
  for (key, value) in engine.daemon where !value.isFinite {
    throw DescriptionError(
      reason: "\"\(key)\" in the table \"daemon\" holds a number that JSON does not have", hint: "give a finite one")
  }
}

extension JSONValue {
  /// Whether every number in it is one that JSON can write.
  fileprivate var isFinite: Bool {
    switch self {
    case .null, .bool, .int, .string: true
    case .double(let number): number.isFinite
    case .array(let values): values.allSatisfy(\.isFinite)
    case .object(let values): values.values.allSatisfy(\.isFinite)
    }
  }
}

/// What systemd's units say already, so that dockerd would refuse to start, and what would put TLS on their sockets.
private let reservedKeys: Set = ["hosts", "containerd", "tls", "tlsverify", "tlscacert", "tlscert", "tlskey"]

func validatedPort(_ port: Int) throws(DescriptionError) -> Int {
  guard (1...65535).contains(port) else {
    throw DescriptionError(reason: "the engine's port \(port) is out of range (1-65535)", hint: "2375 is customary")
  }
  return port
}

func validateKey(_ line: String) throws(DescriptionError) {
  let words = line.split(separator: " ")
  guard isPrintable(line, and: " "), words.count >= 2, words[0].hasPrefix("ssh-") || words[0].hasPrefix("ecdsa-") else {
    throw DescriptionError(
      reason: "the public key of this host is not a line for authorized_keys", hint: "remove the key; a new one is made"
    )
  }
}

/// A path in the guest, one of a list with a line each.
func validatePath(_ path: String) throws(DescriptionError) {
  let isClean = path.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
  guard path.hasPrefix("/"), isClean else {
    throw DescriptionError(
      reason: "the mount's target \(path.debugDescription) is not an absolute path without control characters",
      hint: "give a path that begins with \"/\"")
  }
}

private func validateVersion(_ version: String) throws(DescriptionError) {
  let isVersion = version.utf8.first.map(isLetterOrDigit) ?? false
  guard isVersion, version.utf8.allSatisfy({ isLetterOrDigit($0) || ".+:~-".utf8.contains($0) }) else {
    throw DescriptionError(
      reason: "the engine's version \(version.debugDescription) is none",
      hint: "give the beginning of a package's version, such as \"28.5\" or \"5:28.5.2\"")
  }
}

private func validateSource(_ debs: DebSource) throws(DescriptionError) {
  switch debs {
  case .none:
    throw DescriptionError(
      reason: "the engine is to come from package files, and none are named",
      hint: "name a folder or URLs by \"debs\" in the configuration, or give --deb-dir")
  case .folder: return
  case .urls(let urls):
    for url in urls { try validateURL(url, of: "package file") }
    for url in urls where !url.hasSuffix(".deb") {
      throw DescriptionError(
        reason: "the package file \"\(url)\" is none: its name must end in \".deb\"",
        hint: "give the URL of docker-ce_VERSION_ARCHITECTURE.deb and the like")
    }
  }
}

private func validateURL(_ url: String, of what: String) throws(DescriptionError) {
  guard isWebAddress(url) else {
    throw DescriptionError(
      reason: "the \(what) \(url.debugDescription) is no address of the web", hint: "give one that begins with https://"
    )
  }
}

/// Its user and password are never told.
private func validateProxy(_ url: String) throws(DescriptionError) {
  guard isWebAddress(url) else {
    throw DescriptionError(
      reason: "a proxy's address is no address of the web",
      hint: "give one such as http://proxy.example.com:3128, and %-encode what is unusual in a password")
  }
}

private func validateWord(_ word: String, of what: String) throws(DescriptionError) {
  guard !word.isEmpty, isPrintable(word), !word.contains(",") else {
    throw DescriptionError(
      reason: "the \(what) \(word.debugDescription) is no host or network",
      hint: "give one such as registry.example.com:5000")
  }
}

private func validateCertificate(_ name: String, _ text: String) throws(DescriptionError) {
  let isName = name.utf8.first.map(isLetterOrDigit) ?? false
  guard isName, name.utf8.allSatisfy({ isLetterOrDigit($0) || "._-".utf8.contains($0) }) else {
    throw DescriptionError(
      reason: "the certificate's name \(name.debugDescription) is none for a file in the guest",
      hint: "use letters, digits, \".\", \"_\" and \"-\"")
  }
  guard text.contains("-----BEGIN CERTIFICATE-----"), text.utf8.allSatisfy({ $0 < 0x80 }) else {
    throw DescriptionError(
      reason: "the certificate \"\(name)\" is not in PEM form",
      hint: "convert it: openssl x509 -inform der -in FILE -out FILE.crt")
  }
}

private func isWebAddress(_ text: String) -> Bool {
  let scheme = ["http://", "https://"].first { text.hasPrefix($0) }
  guard let scheme, isPrintable(text) else { return false }
  return text.utf8.dropFirst(scheme.utf8.count).first.map { isLetterOrDigit($0) || $0 == UInt8(ascii: "[") } ?? false
}

/// ASCII without spaces and without what quotes or ends a word in some file of the guest, save for `exception`.
private func isPrintable(_ text: String, and exception: Character? = nil) -> Bool {
  text.allSatisfy { character in
    character == exception
      || character.asciiValue.map { (0x21...0x7e).contains($0) && !"\"'\\`$#".utf8.contains($0) } ?? false
  }
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
}
