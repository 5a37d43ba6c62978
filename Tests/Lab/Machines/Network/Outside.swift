import Glibc

/// What is beyond the laptop's uplink: a router, two name servers, two web servers that stand for the internet, and one
/// with package repositories.
struct Outside: Sendable {
  let folder: String
  let namespace: Namespace

  init(folder: String, group: ControlGroup) {
    self.folder = folder
    namespace = Namespace(holderFile: "\(folder)/holder", group: group)
  }

  /// A static one, which needs nothing of the machine.
  private var busybox: String { BaseStore().busybox }

  /// Makes the network and starts the servers.
  func create() throws(LabFailure) {
    try namespace.create()
    let own =
      [Addresses.resolver, Addresses.internalResolver, Addresses.internalAddress, Addresses.packages]
      + Addresses.anchors
    try namespace.configure(own.map { "address add \($0)/32 dev lo" }.joined(separator: "\n"))
    try startResolver(Addresses.resolver, records: publicRecords)
    try startResolver(
      Addresses.internalResolver, records: publicRecords + [(Addresses.internalName, Addresses.internalAddress)])
    try startAnchors()
    try startPortal()
    try startRepositories()
  }

  /// Starts the name server that listens on `address`.
  func startResolver(_ address: String, records: [(name: String, address: String)]) throws(LabFailure) {
    let known = records.map { "--host-record=\($0.name),\($0.address)" }
    try namespace.perform(
      [
        "dnsmasq", "--conf-file=/dev/null", "--user=root", "--no-resolv", "--no-hosts", "--bind-interfaces",
        "--listen-address=\(address)", "--pid-file=\(folder)/\(address).pid",
      ] + known)
  }

  /// Makes a login page answer in place of all web servers, as a hotel's network does, or no longer.
  func setPortal(_ present: Bool) throws(LabFailure) {
    for port in ["80", "443"] {
      try namespace.perform(
        ["iptables", "--wait", "--table", "nat", present ? "--append" : "--delete", "PREROUTING"]
          + ["--protocol", "tcp", "--dport", port, "--jump", "REDIRECT", "--to-ports", "\(Self.portalPort)"])
    }
  }

  private func startPortal() throws(LabFailure) {
    let answer = "HTTP/1.1 302 Found\\r\\nLocation: http://login.portal.test/\\r\\nContent-Length: 0\\r\\n\\r\\n"
    try writeText("#!/bin/sh\nprintf '\(answer)'\n", to: "\(folder)/portal")
    chmod("\(folder)/portal", 0o755)
    _ = try namespace.launch(
      [busybox, "nc", "-ll", "-p", "\(Self.portalPort)", "-e", "\(folder)/portal"], log: "\(folder)/portal.log")
  }

  private static let portalPort = 8302

  private var publicRecords: [(name: String, address: String)] {
    zip(Addresses.publicNames, Addresses.anchors).map { ($0, $1) } + [(Addresses.packagesName, Addresses.packages)]
  }

  private func startAnchors() throws(LabFailure) {
    try writeText("You are outside.\n", to: "\(folder)/www/index.html")
    let script = "#!/bin/sh\nprintf 'HTTP/1.1 204 No Content\\r\\nContent-Length: 0\\r\\n\\r\\n'\n"
    try writeText(script, to: "\(folder)/www/cgi-bin/generate_204")
    chmod("\(folder)/www/cgi-bin/generate_204", 0o755)
    for address in Addresses.anchors {
      for port in [80, 443] {
        _ = try namespace.launch(
          [busybox, "httpd", "-f", "-p", "\(address):\(port)", "-h", "\(folder)/www"], log: "\(folder)/httpd.log")
      }
    }
  }
}

extension Outside {
  /// The root folder of the packages' server.
  var packagesFolder: String { "\(folder)/packages" }

  private func startRepositories() throws(LabFailure) {
    try makeFolder("\(packagesFolder)/linux")
    symlink("\(BaseStore().packages)/debian", "\(packagesFolder)/debian")
    try offer(.current)
    let server = [busybox, "httpd", "-f", "-p", "\(Addresses.packages):80", "-h", packagesFolder]
    _ = try namespace.launch(server, log: "\(folder)/packages.log")
  }

  /// Puts one of the prepared repositories in the place of Docker's.
  func offer(_ latest: EngineRelease) throws(LabFailure) {
    let place = "\(packagesFolder)/linux/debian"
    unlink("\(place).new")
    symlink("\(BaseStore().packages)/\(latest.repository)", "\(place).new")
    guard rename("\(place).new", place) == 0 else { throw systemFailure("cannot make the link \"\(place)\"") }
  }

  /// Refuses connections to the packages' server, or no longer.
  func setRepositoriesReachable(_ reachable: Bool) throws(LabFailure) {
    let refusal = ["--destination", Addresses.packages, "--protocol", "tcp", "--jump", "REJECT"]
    try namespace.perform(
      ["iptables", "--wait", reachable ? "--delete" : "--insert", "INPUT"] + refusal + ["--reject-with", "tcp-reset"])
  }
}

extension Namespace {
  /// Starts a process of the real machine in this network, which lives until the lab's end.
  func launch(_ command: [String], log: String) throws(LabFailure) -> pid_t {
    try Machines.launch(["nsenter", "--net=\(try path)", "--"] + command, in: group, log: log)
  }
}
