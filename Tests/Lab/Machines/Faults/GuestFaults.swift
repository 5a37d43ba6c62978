import Glibc

extension Fault {
  static let guestFaults = [
    guestFreeze, guestPoweroff, vmKill, guestOverload, guestRouteLost, guestReadOnly, diskFull, addressChanged,
    clockSkew,
  ]

  package static let guestFreeze = Fault("guest-freeze", "the guest stands still and its link is down") {
    try $0.owner.freeze($1)
  } undo: {
    try $0.owner.thaw($1)
  }

  package static let guestPoweroff = Fault("guest-poweroff", "somebody shuts the guest down from inside") {
    let guest = $0.guest($1)
    try guest.requestPowerOff()
    guard guest.waitUntilOff(within: .seconds(120)) else {
      throw LabFailure("the guest \"\($1)\" did not shut down in 120 s")
    }
  } undo: {
    try $0.startGuest($1)
  }

  package static let vmKill = Fault("vm-kill", "the guest's hypervisor is killed: a power cut") {
    $0.network.cutPower(of: $0.guest($1))
  } undo: {
    try $0.startGuest($1)
  }

  package static let guestOverload = Fault("guest-overload", "busy processes fight for a fiftieth of a processor") {
    let guest = $0.guest($1)
    try guest.perform([
      "systemd-run", "--quiet", "--unit=lab-load", "sh", "-c", "for n in 1 2 3 4; do yes >/dev/null & done; wait",
    ])
    try guest.group.limitProcessor(permille: 20)
  } undo: {
    let guest = $0.guest($1)
    try guest.group.limitProcessor(permille: nil)
    try guest.perform(["systemctl", "stop", "lab-load.service"])
  }

  package static let guestRouteLost = Fault("guest-route-lost", "the guest has no default route any more") {
    try $0.guest($1).perform(["ip", "route", "delete", "default"])
  } undo: {
    try $0.guest($1).renewLease()
  }

  package static let guestReadOnly = Fault("guest-read-only", "the guest's file system gave up after an error") {
    // As after a broken block: nothing can be written until the next boot.
    try $0.guest($1).perform(["mount", "-o", "remount,abort", "/var/lib/docker"])
  } undo: {
    $0.network.cutPower(of: $0.guest($1))
    try $0.startGuest($1)
  }

  package static let diskFull = Fault("disk-full", "the guest's disk has no free block") {
    try $0.guest($1).fillDisk()
  } undo: {
    try $0.guest($1).emptyDisk()
  }

  package static let addressChanged = Fault("address-changed", "the guest gets another address from DHCP") {
    let link = try $0.guest($1).perform(["cat", "/sys/class/net/host0/address"]).trimmed
    try writeText("\(link),10.231.0.251\n", to: $0.network.reservationsFile)
    try $0.network.reloadBridgeServer()
    try $0.guest($1).renewLease()
  } undo: {
    try writeText("", to: $0.network.reservationsFile)
    try $0.network.reloadBridgeServer()
    try $0.guest($1).renewLease()
  }
}

extension Lab {
  /// Who powers guests on and off when the stand-in's daemon does not.
  var owner: LabGuests {
    get throws(LabFailure) { try LabGuests(labDirectory: folder, waitsForServices: true) }
  }

  /// Starts a guest as its user would; in a lab without Multipass, directly.
  func startGuest(_ name: String) throws {
    guard multipassd.process != nil else { return try owner.powerOn(name) }
    let result = try multipass("start", name)
    guard result.status == 0 else { throw LabFailure("`multipass start \(name)` failed: \(result.errorOutput)") }
  }
}

extension Machine {
  private static let ballast = "/var/lib/docker/lab-ballast"

  /// Takes all free blocks of the machine's disk, those kept for root too.
  func fillDisk() throws(LabFailure) {
    // An extent at a time, down to single blocks: what is free need not be in one piece.
    let script = """
      size=$(($(stat --file-system --format='%f * %S' /var/lib/docker)))
      while [ "$size" -ge 4096 ]; do
        fallocate --offset "$(stat --format=%s "$1" 2>/dev/null || echo 0)" --length "$size" "$1" 2>/dev/null ||
          size=$((size / 2))
      done
      """
    try perform(["sh", "-c", script, "sh", Self.ballast])
  }

  func emptyDisk() throws(LabFailure) {
    try perform(["rm", "-f", Self.ballast])
  }

  /// Asks for an address anew, and returns when there is one.
  func renewLease() throws(LabFailure) {
    try perform(["networkctl", "reconfigure", "host0"])
    try perform(["/lib/systemd/systemd-networkd-wait-online", "--interface=host0", "--timeout=20"])
  }
}
