import FoundationEssentials
import Glibc

/// One lab: a laptop, its guests, what is outside, and the stand-in's daemon that owns the guests.
package struct Lab: Sendable {
  let layout: Layout
  let programs: Programs
  private let ownership: FileLock?

  /// The lab's folder, on the real machine.
  package var folder: String { layout.folder }
  package var laptop: Machine { layout.laptop }
  package var network: LaptopNetwork { layout.network }
  /// The network beyond the laptop's uplink.
  package var outside: Namespace { layout.outside.namespace }

  package func guest(_ name: String) -> Machine { layout.guest(name) }

  /// The names of the guests that exist, on or off.
  package var guestNames: [String] { names(in: layout.guestsFolder) }

  /// Why this machine cannot run a lab; nil when it can.
  package static var obstacle: String? {
    guard geteuid() == 0 else { return "the lab needs root; run it with sudo" }
    let missing = neededPrograms.filter { program in
      !["/usr/sbin", "/usr/bin", "/sbin", "/bin"].contains { exists("\($0)/\(program.name)") }
    }
    guard missing.isEmpty else {
      return "the lab needs \(missing.map(\.name).joined(separator: ", ")); run `apt-get install "
        + Set(missing.map(\.package)).sorted().joined(separator: " ") + "`"
    }
    for device in ["/dev/loop-control", "/dev/fuse"] where !exists(device) {
      return "the lab needs \(device); run it outside a container"
    }
    return nil
  }

  /// What the lab runs of the real machine's programs, and the Debian packages that have them.
  private static let neededPrograms = [
    (name: "debootstrap", package: "debootstrap"), (name: "systemd-nspawn", package: "systemd-container"),
    (name: "ip", package: "iproute2"), (name: "iptables", package: "iptables"),
    (name: "dnsmasq", package: "dnsmasq-base"), (name: "dpkg-deb", package: "dpkg"), (name: "gpg", package: "gpg"),
    (name: "mkfs.ext4", package: "e2fsprogs"), (name: "nsenter", package: "util-linux"),
    (name: "sysctl", package: "procps"),
  ]

  /// Makes a lab and boots its laptop, in some three seconds once the base systems are built.
  ///
  /// Without a folder it gets a temporary one. A lab that is not `kept` belongs to this process: when that dies, the next
  /// lab that comes up clears it away.
  package static func up(
    folder: String? = nil, kept: Bool = false, programs: Programs = .ofThisBuild, withMultipass: Bool = true
  ) throws -> Lab {
    if let obstacle { throw LabFailure(obstacle) }
    try BaseStore().prepare()
    try Registry.clearCrashed()
    let layout = try Layout(folder: try folder ?? temporaryFolder())
    let lab: Lab
    do {
      lab = Lab(layout: layout, programs: programs, ownership: try Registry.enter(layout, kept: kept))
    } catch {
      // What is in a given folder is not ours.
      if folder == nil { try? remove(layout.folder) }
      throw error
    }
    do {
      try lab.build(withMultipass: withMultipass)
    } catch {
      try? lab.down()
      throw error
    }
    return lab
  }

  /// The folders of all labs of the machine.
  package static var allFolders: [String] { Registry.folders }

  /// The lab that is up in that folder.
  package static func open(folder: String, programs: Programs = .ofThisBuild) throws(LabFailure) -> Lab {
    guard exists(folder), case let layout = try Layout(folder: folder), exists(layout.entry) else {
      throw LabFailure("no lab is up in \"\(folder)\"; run `lab up`, or name another by LAB_DIR")
    }
    return Lab(layout: layout, programs: programs, ownership: nil)
  }

  /// Ends everything in the lab and removes what there is of it.
  package func down() throws(LabFailure) {
    try Registry.clear(layout)
    ownership?.release()
  }

  private func build(withMultipass: Bool) throws(LabFailure) {
    try layout.outside.create()
    try network.create(outside: outside)
    try createLaptop()
    try bootLaptop()
    if withMultipass { try multipassd.start() }
  }

  private static func temporaryFolder() throws(LabFailure) -> String {
    var template = Array("/var/tmp/dockhost-lab.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw systemFailure("cannot make a folder in /var/tmp") }
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
