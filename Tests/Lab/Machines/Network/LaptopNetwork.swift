import CLinux
import Glibc

/// The laptop's network: the uplink, and the bridge with its address translation and its DHCP and DNS server, which
/// Multipass makes in life.
package struct LaptopNetwork: Sendable {
  let folder: String
  package let namespace: Namespace

  init(folder: String, group: ControlGroup) {
    self.folder = folder
    namespace = Namespace(holderFile: "\(folder)/holder", group: group)
  }

  /// Makes the network, joined to what is outside. The laptop's own networkd gives the uplink its address and route.
  func create(outside: Namespace) throws(LabFailure) {
    try namespace.create()
    let outsideHolder = try outside.path.split(separator: "/")[1]
    try namespace.configure(
      """
      link add \(Addresses.uplink) type veth peer name laptop0 netns \(outsideHolder)
      link add \(Addresses.bridge) type bridge
      address add \(Addresses.gateway)/24 dev \(Addresses.bridge)
      link set \(Addresses.bridge) up
      """)
    try outside.configure("address add \(Addresses.router)/24 dev laptop0\nlink set laptop0 up")
    try namespace.perform(["sysctl", "-qw", "net.ipv4.ip_forward=1"])
    try namespace.perform(["iptables"] + ["--table", "nat", "--append", "POSTROUTING"] + masquerade)
    try setUpstream(Self.stub)
    try writeText("", to: reservationsFile)
    try startBridgeServer()
  }

  /// The rule that gives guests the laptop's own address on their way out.
  var masquerade: [String] {
    ["--source", Addresses.guests, "!", "--destination", Addresses.guests, "--jump", "MASQUERADE"]
  }

  /// The resolv.conf by which the bridge's DNS server finds its upstream: the laptop's own stub, unless a fault says otherwise.
  var upstreamFile: String { "\(folder)/resolv.conf" }
  /// The laptop's own resolver, which the bridge's asks.
  static let stub = "127.0.0.53"

  /// Which guest gets which address, where that is not left to the server.
  var reservationsFile: String { "\(folder)/reservations" }
  var leaseFile: String { "\(folder)/leases" }
  private var pidFile: String { "\(folder)/dnsmasq.pid" }

  /// Starts the server that gives guests their addresses and answers their DNS questions.
  func startBridgeServer() throws(LabFailure) {
    try namespace.perform([
      "dnsmasq", "--conf-file=/dev/null", "--user=root", "--interface=\(Addresses.bridge)", "--except-interface=lo",
      "--bind-interfaces", "--dhcp-range=10.231.0.10,10.231.0.250,1h", "--dhcp-authoritative", "--dhcp-no-override",
      "--no-ping", "--dhcp-leasefile=\(leaseFile)", "--dhcp-hostsfile=\(reservationsFile)", "--no-hosts",
      "--no-poll", "--resolv-file=\(upstreamFile)", "--pid-file=\(pidFile)",
    ])
  }

  private var bridgeServer: pid_t? {
    guard let process = readText(pidFile).flatMap({ pid_t($0.trimmed) }), isAlive(process, in: namespace.group) else {
      return nil
    }
    return process
  }

  /// Names the server that the bridge's asks.
  func setUpstream(_ address: String) throws(LabFailure) {
    try writeText("nameserver \(address)\n", to: upstreamFile)
    try reloadBridgeServer()
  }

  /// Lets that server read its files anew, and forget the answers that it keeps.
  func reloadBridgeServer() throws(LabFailure) {
    if let bridgeServer { kill(bridgeServer, SIGHUP) }
  }

  /// Ends that server.
  func stopBridgeServer() throws(LabFailure) {
    guard let process = bridgeServer else { return }
    kill(process, SIGTERM)
    guard waitForEnd(of: process, within: .seconds(5)) else {
      throw LabFailure("the bridge's DNS server, process \(process), did not end within 5 s")
    }
  }

  /// The address that a guest of that name was given last; nil before the first.
  func lease(of name: String) -> String? {
    let lines = (readText(leaseFile) ?? "").split(separator: "\n").map { $0.split(separator: " ") }
    return lines.last { $0.count > 3 && $0[3] == name }.map { String($0[2]) }
  }
}
