import Glibc

extension Fault {
  static let networkFaults = [
    hostOffline, routeStolen, addressOverlap, hostFirewall, forwardDrop, bridgeDown, egressDead, tunnelMTU,
    captivePortal,
    dnsDead, dnsStale, splitDNS, hostDNSDead, repositoryDown,
  ]

  package static let hostOffline = Fault("host-offline", "the laptop has no network") { lab, _ in
    try lab.network.namespace.configure("link set \(Addresses.uplink) down")
  } undo: { lab, _ in
    try lab.network.namespace.configure("link set \(Addresses.uplink) up")
    try lab.awaitUplink()
  }

  package static let routeStolen = Fault("route-stolen", "a VPN takes the route to the guests into its tunnel") {
    lab, _ in
    try lab.connectVPN(routes: ["10.231.0.0/25", "10.231.0.128/25"])
  } undo: { lab, _ in
    try lab.disconnectVPN()
  }

  package static let addressOverlap = Fault("address-overlap", "a VPN's network covers the containers' addresses") {
    lab, _ in
    try lab.connectVPN(routes: ["172.16.0.0/12"])
  } undo: { lab, _ in
    try lab.disconnectVPN()
  }

  package static let hostFirewall = firewallFault(
    "host-firewall", "a VPN's kill switch drops what the laptop sends to the guests",
    chain: ["OUTPUT"], rule: ["--out-interface", Addresses.bridge, "--jump", "DROP"])

  package static let forwardDrop = firewallFault(
    "forward-drop", "the laptop's firewall drops what it would forward for the guests",
    chain: ["FORWARD"], rule: ["--jump", "DROP"])

  package static let egressDead = Fault("egress-dead", "the laptop does not translate the guests' addresses any more") {
    lab, _ in
    try lab.network.setMasquerade(false)
  } undo: { lab, _ in
    try lab.network.setMasquerade(true)
  }

  package static let bridgeDown = Fault("bridge-down", "the guests' bridge is down") { lab, _ in
    try lab.network.namespace.configure("link set \(Addresses.bridge) down")
  } undo: { lab, _ in
    try lab.network.namespace.configure("link set \(Addresses.bridge) up")
  }

  package static let tunnelMTU = Fault("mtu", "the way out takes small packets only, and nobody says so") { lab, _ in
    try lab.network.namespace.configure("link set \(Addresses.uplink) mtu 1280")
    try lab.network.setRule(tooBig, present: true)
  } undo: { lab, _ in
    try lab.network.setRule(tooBig, present: false)
    try lab.network.namespace.configure("link set \(Addresses.uplink) mtu 1500")
  }

  private static let tooBig = ["OUTPUT", "--protocol", "icmp", "--icmp-type", "fragmentation-needed", "--jump", "DROP"]

  package static let captivePortal = Fault("captive-portal", "a login page answers instead of the internet") { lab, _ in
    try lab.layout.outside.setPortal(true)
  } undo: { lab, _ in
    try lab.layout.outside.setPortal(false)
  }

  package static let repositoryDown = Fault("repository-down", "the package repositories refuse connections") {
    lab, _ in
    try lab.layout.outside.setRepositoriesReachable(false)
  } undo: { lab, _ in
    try lab.layout.outside.setRepositoriesReachable(true)
  }

  private static func firewallFault(_ name: String, _ effect: String, chain: [String], rule: [String]) -> Fault {
    Fault(name, effect) { lab, _ in
      try lab.network.setRule(chain + rule, present: true)
    } undo: { lab, _ in
      try lab.network.setRule(chain + rule, present: false)
    }
  }
}

extension Lab {
  private static let tunnel = "tun0"
  private var tunnelFile: String { "\(layout.network.folder)/tunnel" }

  /// Brings a tunnel up, with routes into it, whose other end never answers.
  func connectVPN(routes: [String]) throws(LabFailure) {
    let inside = ["nsenter", "--net=\(try network.namespace.path)", "--"]
    let process = try launchUntilReady(
      inside + ["\(programs.folder)/dockhost-lab", "tunnel", Self.tunnel], in: network.namespace.group,
      notices: "\(layout.entry)/tunnel.notify", log: "\(layout.network.folder)/tunnel.log")
    try writeText("\(process)", to: tunnelFile)
    try network.namespace.configure(
      (["address add 10.8.0.2/24 dev \(Self.tunnel)", "link set \(Self.tunnel) up"]
        + routes.map { "route add \($0) dev \(Self.tunnel)" }).joined(separator: "\n"))
  }

  /// Ends the tunnel, and with it its routes.
  func disconnectVPN() throws(LabFailure) {
    guard let process = readText(tunnelFile).flatMap({ pid_t($0) }) else { return }
    kill(process, SIGTERM)
    guard waitForEnd(of: process, within: .seconds(5)) else {
      throw LabFailure("the tunnel's process \(process) did not end within 5 s")
    }
  }

  /// Returns when the laptop's network manager has set the uplink up.
  func awaitUplink() throws(LabFailure) {
    try laptop.perform(["/lib/systemd/systemd-networkd-wait-online", "--interface=\(Addresses.uplink)", "--timeout=20"])
  }
}

extension LaptopNetwork {
  /// Puts a rule before all others of its chain, or takes it out again.
  func setRule(_ rule: [String], present: Bool) throws(LabFailure) {
    try namespace.perform(["iptables", "--wait", present ? "--insert" : "--delete"] + rule)
  }

  func setMasquerade(_ present: Bool) throws(LabFailure) {
    let change = present ? "--append" : "--delete"
    try namespace.perform(["iptables", "--wait", "--table", "nat", change, "POSTROUTING"] + masquerade)
  }
}
