/// Who has which address. Every lab has the same: nothing links one to another, or to the machine's own network.
package enum Addresses {
  /// The bridge's name in the laptop, Multipass's own.
  package static let bridge = "mpqemubr0"
  /// The laptop's address on the bridge, the guests' gateway and resolver.
  package static let gateway = "10.231.0.1"
  package static let guests = "10.231.0.0/24"

  /// The laptop's link to what is outside.
  package static let uplink = "uplink0"
  package static let laptop = "10.231.1.2"
  package static let router = "10.231.1.1"

  /// The public name server, and the one behind a VPN, which knows internal names too.
  package static let resolver = "10.231.2.53"
  package static let internalResolver = "10.231.2.54"
  /// An address that nobody has.
  package static let nobody = "10.231.2.99"
  /// Two HTTP servers (ports 80 and 443), which stand for the internet.
  package static let anchors = ["10.231.2.10", "10.231.2.11"]
  package static let publicNames = ["one.lab.test", "two.lab.test"]
  /// The server of the package repositories.
  package static let packages = "10.231.2.12"
  package static let packagesName = "packages.lab.test"
  /// A name that only the internal name server knows, and its address.
  package static let internalName = "db.corp.test"
  package static let internalAddress = "10.231.2.20"
}
