import Glibc

extension Fault {
  package static let dnsDead = Fault("dns-dead", "the guests' name server, on the bridge, is gone") { lab, _ in
    try lab.network.stopBridgeServer()
  } undo: { lab, _ in
    try lab.network.startBridgeServer()
  }

  package static let dnsStale = Fault(
    "dns-stale", "the laptop's resolver moved, the bridge asks the old one, which is dead"
  ) {
    lab, _ in
    try lab.network.setUpstream(Addresses.nobody)
    try lab.setResolver(Addresses.internalResolver)
  } undo: { lab, _ in
    try lab.revertResolver()
  }

  package static let splitDNS = Fault(
    "split-dns", "a VPN's resolver knows internal names; the guests do not learn of it"
  ) {
    lab, _ in
    try lab.network.setUpstream(Addresses.resolver)
    try lab.setResolver(Addresses.internalResolver)
  } undo: { lab, _ in
    try lab.revertResolver()
  }

  package static let hostDNSDead = Fault("host-dns-dead", "the laptop's resolver does not answer") { lab, _ in
    try lab.setResolver(Addresses.nobody)
  } undo: { lab, _ in
    try lab.revertResolver()
  }
}

extension Lab {
  /// Makes the laptop ask another name server, as a network manager does.
  package func setResolver(_ address: String) throws(LabFailure) {
    try laptop.perform(["resolvectl", "dns", Addresses.uplink, address])
    try laptop.perform(["resolvectl", "flush-caches"])
  }

  /// Makes laptop and bridge ask the name server of the uplink again.
  func revertResolver() throws(LabFailure) {
    try network.setUpstream(LaptopNetwork.stub)
    try laptop.perform(["resolvectl", "revert", Addresses.uplink])
    try laptop.perform(["resolvectl", "reset-server-features"])
    try laptop.perform(["resolvectl", "flush-caches"])
  }
}
