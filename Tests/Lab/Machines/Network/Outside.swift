import Glibc

/// What is beyond the laptop's uplink: a router, two name servers, and two web servers that stand for the internet.
struct Outside: Sendable {
  let folder: String
  let namespace: Namespace

  init(folder: String, group: ControlGroup) {
    self.folder = folder
    namespace = Namespace(holderFile: "\(folder)/holder", group: group)
  }

  /// Makes the network and starts the servers; `busybox` is the path of a static one.
  func create(busybox: String) throws(LabFailure) {
    try namespace.create()
    let own = [Addresses.resolver, Addresses.internalResolver, Addresses.internalAddress] + Addresses.anchors
    try namespace.configure(own.map { "address add \($0)/32 dev lo" }.joined(separator: "\n"))
    try startResolver(Addresses.resolver, records: publicRecords)
    try startResolver(
      Addresses.internalResolver, records: publicRecords + [(Addresses.internalName, Addresses.internalAddress)])
    try startAnchors(busybox: busybox)
  }

  /// Starts the name server that listens on `address`.
  func startResolver(_ address: String, records: [(name: String, address: String)]) throws(LabFailure) {
    let known = records.map { "--host-record=\($0.name),\($0.address)" }
    try namespace.perform(
      [
        "dnsmasq", "--conf-file=/dev/null", "--user=root", "--no-resolv", "--no-hosts", "--bind-interfaces",
        "--listen-address=\(address)", "--except-interface=lo0", "--pid-file=\(pidFile(of: address))",
      ] + known)
  }

  /// The file with the number of the process that answers on `address`.
  func pidFile(of address: String) -> String { "\(folder)/\(address).pid" }

  private var publicRecords: [(name: String, address: String)] {
    zip(Addresses.publicNames, Addresses.anchors).map { ($0, $1) }
  }

  private func startAnchors(busybox: String) throws(LabFailure) {
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

extension Namespace {
  /// Starts a process of the real machine in this network, which lives until the lab's end.
  func launch(_ command: [String], log: String) throws(LabFailure) -> pid_t {
    try Machines.launch(["nsenter", "--net=\(try path)", "--"] + command, in: group, log: log)
  }
}
