extension Fault {
  static let hostFaults = [hostDiskFull, hostReboot]

  package static let hostDiskFull = Fault("host-disk-full", "the laptop's disk has no free block") { lab, _ in
    try lab.laptop.fillDisk()
  } undo: { lab, _ in
    try lab.laptop.emptyDisk()
  }

  package static let hostReboot = Fault("host-reboot", "the laptop is restarted, and multipassd with it") { lab, _ in
    let hadMultipass = lab.multipassd.process != nil
    try lab.multipassd.stop()
    try lab.laptop.requestPowerOff()
    if !lab.laptop.waitUntilOff(within: .seconds(60)) { lab.laptop.cutPower() }
    try lab.bootLaptop()
    if hadMultipass { try lab.multipassd.start() }
  } undo: { _, _ in
    // A reboot ends by itself.
  }
}
