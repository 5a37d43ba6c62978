package import Provisioning

/// Files of this machine whose contents go into a guest; nothing reads them before the guest is worked on.
package struct GuestFiles: Equatable, Sendable {
  /// Each with one certificate or several, in PEM.
  package var certificates: [String] = []
  /// The armored public key of the apt repository; nil for Docker's.
  package var repositoryKey: String?

  package init() {}
}

/// A file of the configuration that cannot be used.
package struct GuestFileFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// As in the configuration, such as `engine.ca-certificates`.
  package var key: String
  package var path: String
  /// What is wrong with it, and what was expected.
  package var reason: String

  package init(key: String, path: String, reason: String) {
    self.key = key
    self.path = path
    self.reason = reason
  }

  package var description: String { "\(key): '\(path)' \(reason)" }
}

extension HostConfiguration {
  /// The guest's settings with the contents of the files that the configuration names; `read` gives a file's text, or says
  /// in a few words why it cannot. Throws for the first file that is not there or is not what it has to be.
  package func guest(reading read: (String) throws(UnreadableFile) -> String) throws(GuestFileFault) -> GuestSettings {
    func text(_ path: String, key: String, holding mark: String) throws(GuestFileFault) -> String {
      let text: String
      do {
        text = try read(path)
      } catch {
        throw GuestFileFault(key: key, path: path, reason: "cannot be read: \(error.reason)")
      }
      guard text.contains("-----BEGIN \(mark)-----"), text.contains("-----END \(mark)-----") else {
        throw GuestFileFault(key: key, path: path, reason: "holds no \(mark.lowercased()), which is text in armor")
      }
      return text
    }
    var guest = self.guest
    for path in files.certificates {
      let found = try text(path, key: "engine.ca-certificates", holding: "CERTIFICATE")
      for (name, certificate) in certificates(in: found, of: path) { guest.engine.certificates[name] = certificate }
    }
    if let path = files.repositoryKey {
      guest.engine.repository.key = try text(path, key: "engine.repository-key", holding: "PGP PUBLIC KEY BLOCK")
    }
    return guest
  }
}

/// Why a file cannot be read, in the system's words.
package struct UnreadableFile: Error, Equatable, Sendable {
  package var reason: String

  package init(_ reason: String) {
    self.reason = reason
  }
}

/// Each certificate of a file with a name of its own: update-ca-certificates(8) wants one a file, which ends in `.crt`.
private func certificates(in text: String, of path: String) -> [(name: String, certificate: String)] {
  let (start, end) = ("-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----")
  var (found, rest): ([String], Substring) = ([], text[...])
  while let begin = rest.firstRange(of: start), let finish = rest[begin.upperBound...].firstRange(of: end) {
    found.append(rest[begin.lowerBound..<finish.upperBound].replacing("\r\n", with: "\n") + "\n")
    rest = rest[finish.upperBound...]
  }
  // The whole path tells files of one name apart, and a name of plain characters needs no quotes anywhere.
  let plain = String(path.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.drop { $0 == "-" }.suffix(100))
  return found.enumerated().map { ("\(plain)\(found.count > 1 ? "-\($0.offset + 1)" : "").crt", $0.element) }
}
