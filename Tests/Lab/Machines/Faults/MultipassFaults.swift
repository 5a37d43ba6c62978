import FoundationEssentials
import Glibc
import StandIn

extension Fault {
  static let multipassFaults = [
    multipassdDown, multipassdHang, snapRefresh, slowCommands, stateUnknown, unauthenticated, multipassMissing,
    multipassdNever, withoutKVM, withoutImages, imageSlow, guestDeaf, impatience,
  ]

  package static let multipassdDown = Fault(
    "multipassd-down", "multipassd is killed; its guests and its socket's file stay"
  ) {
    lab, _ in
    try lab.multipassd.stop(signal: SIGKILL)
  } undo: { lab, _ in
    try lab.multipassd.start()
  }

  package static let multipassdHang = Fault("multipassd-hang", "no multipass command is answered") { lab, _ in
    try lab.multipassd.suffer { $0.hang = true }
  } undo: { lab, _ in
    try lab.multipassd.suffer { $0.hang = nil }
  }

  package static let slowCommands = Fault("slow-commands", "each multipass command takes five seconds more") { lab, _ in
    try lab.multipassd.suffer { $0.slowSeconds = 5 }
  } undo: { lab, _ in
    try lab.multipassd.suffer { $0.slowSeconds = nil }
  }

  package static let stateUnknown = Fault("state-unknown", "multipassd has lost sight of the guest") { lab, instance in
    try lab.multipassd.suffer { $0.unknown = ($0.unknown ?? []) + [instance] }
  } undo: { lab, instance in
    try lab.multipassd.suffer { $0.unknown?.removeAll { $0 == instance } }
  }

  package static let unauthenticated = Fault("multipass-unauthenticated", "multipassd asks for a passphrase") {
    lab, _ in
    try lab.multipassd.suffer { $0.unauthenticated = true }
  } undo: { lab, _ in
    try lab.multipassd.suffer { $0.unauthenticated = nil }
  }

  package static let multipassMissing = Fault("multipass-missing", "the laptop has no multipass command") { lab, _ in
    try lab.laptop.perform(["mv", "/usr/local/bin/multipass", "/usr/local/lib/multipass.away"])
  } undo: { lab, _ in
    try lab.laptop.perform(["mv", "/usr/local/lib/multipass.away", "/usr/local/bin/multipass"])
  }

  package static let multipassdNever = Fault("multipassd-never", "multipassd never ran on this machine") { lab, _ in
    try lab.multipassd.stop()
    try lab.multipassd.removeCertificate()
  } undo: { lab, _ in
    try lab.multipassd.start()
  }

  package static let withoutKVM = Fault("kvm-missing", "the processor cannot virtualise") { lab, _ in
    try lab.multipassd.suffer { $0.withoutKVM = true }
  } undo: { lab, _ in
    try lab.multipassd.suffer { $0.withoutKVM = nil }
  }

  package static let withoutImages = Fault("images-unreachable", "no image server answers") { lab, _ in
    try lab.multipassd.suffer { $0.withoutImages = true }
  } undo: { lab, _ in
    try lab.multipassd.suffer { $0.withoutImages = nil }
  }

  package static let imageSlow = Fault("image-slow", "an image takes half a minute to arrive") { lab, _ in
    try lab.multipassd.suffer { $0.imageSeconds = 30 }
  } undo: { lab, _ in
    try lab.multipassd.suffer { $0.imageSeconds = nil }
  }

  package static let guestDeaf = Fault("guest-deaf", "no guest answers on SSH, and multipassd waits for two seconds") {
    lab, _ in
    try lab.multipassd.suffer { ($0.deaf, $0.patienceSeconds) = (true, 2) }
  } undo: { lab, _ in
    try lab.multipassd.suffer { ($0.deaf, $0.patienceSeconds) = (nil, nil) }
  }

  package static let impatience = Fault("impatience", "multipassd waits for cloud-init for two seconds only") {
    lab, _ in
    try lab.multipassd.suffer { $0.initializationSeconds = 2 }
  } undo: { lab, _ in
    try lab.multipassd.suffer { $0.initializationSeconds = nil }
  }

  package static let snapRefresh = Fault(
    "snap-refresh", "the snap is refreshed: guests suspended, commands wait, until undone"
  ) {
    lab, _ in
    try lab.laptop.write("", to: refreshMarker)
    try lab.laptop.write(waitingClient, to: waitingPath)
    try lab.laptop.perform(["chmod", "755", waitingPath])
    try lab.laptop.perform(["ln", "-sfn", waitingPath, "/usr/local/bin/multipass"])
    try lab.multipassd.stop()
  } undo: { lab, _ in
    try lab.multipassd.start()
    try lab.laptop.perform(["ln", "-sfn", "\(Lab.programsInLaptop)/multipass", "/usr/local/bin/multipass"])
    try lab.laptop.perform(["rm", "-f", refreshMarker])
  }

  /// As in facts of snapd: `snap run` waits while the snap is being replaced.
  private static let refreshMarker = "/var/snap/multipass/common/snap_refresh"
  private static let waitingPath = "/usr/local/lib/multipass-waiting"
  private static let waitingClient = """
    #!/bin/sh
    while [ -e \(refreshMarker) ]; do sleep 0.1; done
    exec \(Lab.programsInLaptop)/multipass "$@"

    """
}

extension MultipassDaemon {
  /// Changes what the daemon does wrong; it looks at each command.
  func suffer(_ change: (inout Faults) -> Void) throws {
    var faults =
      readText(faultsFile).flatMap { try? JSONDecoder().decode(Faults.self, from: Data($0.utf8)) } ?? Faults()
    change(&faults)
    try writeText(String(decoding: try JSONEncoder().encode(faults), as: UTF8.self), to: faultsFile)
  }
}
