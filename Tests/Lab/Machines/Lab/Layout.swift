import FoundationEssentials
import Glibc

/// Where the parts of one lab are: everything follows from its folder.
struct Layout: Sendable {
  let folder: String
  /// A short name of the folder, for what has to be named outside it.
  let identity: String

  init(folder: String) throws(LabFailure) {
    try makeFolder(folder)
    guard let real = realpath(folder, nil) else { throw systemFailure("cannot find the lab's folder \"\(folder)\"") }
    defer { free(real) }
    self.folder = String(cString: real)
    identity = fingerprint(Array(self.folder.utf8))
    // The path becomes part of mount options and shell words.
    let plain = self.folder.utf8.allSatisfy { byte in
      let character = Character(Unicode.Scalar(byte))
      return character.isASCII && (character.isLetter || character.isNumber || "/._-+".contains(character))
    }
    guard plain else {
      throw LabFailure(
        "the lab's folder \"\(folder)\" may contain only letters, digits and ./_-+; choose another LAB_DIR")
    }
  }

  /// The folder in which all labs of the machine are known, lost at a reboot as they are themselves.
  static let registry = "/run/dockhost-lab"

  var entry: String { "\(Self.registry)/\(identity)" }
  var wholeGroup: ControlGroup { ControlGroup(path: "dockhost-lab/\(identity)") }

  var outside: Outside { Outside(folder: "\(folder)/outside", group: group("outside")) }
  var network: LaptopNetwork { LaptopNetwork(folder: "\(folder)/network", group: group("network")) }
  var laptop: Machine { machine("laptop", folder: "\(folder)/laptop", group: "laptop") }
  var daemonGroup: ControlGroup { group("multipassd") }
  var guestsFolder: String { "\(folder)/guests" }

  func guest(_ name: String) -> Machine {
    machine(name, folder: "\(guestsFolder)/\(name)", group: "guest-\(name)")
  }

  private func machine(_ name: String, folder: String, group: String) -> Machine {
    Machine(name: name, folder: folder, group: self.group(group), socketFolder: entry)
  }

  private func group(_ name: String) -> ControlGroup {
    ControlGroup(path: "\(wholeGroup.path)/\(name)")
  }
}
