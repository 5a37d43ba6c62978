import FoundationEssentials
import Glibc
package import StandIn

/// The guests of one lab: a real machine each, its link in the laptop's bridge.
package struct LabGuests: Guests {
  let layout: Layout
  private let bases = BaseStore()
  private let waitsForServices: Bool

  /// The guests of the lab that lives in that folder; `waitsForServices` makes powering on return only when all services
  /// of the guest, Docker Engine among them, are up.
  package init(labDirectory: String, waitsForServices: Bool = false) throws(LabFailure) {
    layout = try Layout(folder: labDirectory)
    self.waitsForServices = waitsForServices
  }

  package func create(_ name: String, _ specification: GuestSpecification) throws {
    try inHypervisorsWords {
      try bases.prepare()
      _ = try bases.trees(of: specification.image)
      let machine = layout.guest(name)
      try machine.createDisk(bytes: specification.disk)
      if let document = specification.cloudInit {
        try machine.plant(document, at: "var/lib/cloud/seed/nocloud/user-data")
        try machine.plant(
          "instance-id: \(name)\nlocal-hostname: \(name)\n", at: "var/lib/cloud/seed/nocloud/meta-data")
        // As in an instance of Multipass, /etc/hosts is made anew at each boot.
        try machine.plant(
          "#cloud-config\nmanage_etc_hosts: true\n", at: "var/lib/cloud/seed/nocloud/vendor-data")
      } else {
        try machine.plant("127.0.0.1 localhost\n127.0.1.1 \(name)\n", at: "etc/hosts")
        try machine.plant("", at: Self.withoutCloudInit)
      }
      try save(specification, of: machine)
    }
  }

  package func powerOn(_ name: String) throws {
    try inHypervisorsWords {
      let machine = layout.guest(name)
      let image = try specification(of: machine).image
      let plan = BootPlan(
        trees: try bases.trees(of: image), network: try layout.network.namespace.path,
        arguments: ["--network-bridge=\(Addresses.bridge)", "--bind=/dev/fuse"], waitsForTarget: waitsForServices)
      try machine.boot(plan)
    }
  }

  package func requestPowerOff(_ name: String) throws {
    try inHypervisorsWords { try layout.guest(name).requestPowerOff() }
  }

  package func cutPower(_ name: String) throws {
    layout.network.cutPower(of: layout.guest(name))
  }

  package func isPoweredOn(_ name: String) -> Bool {
    layout.guest(name).isOn
  }

  package func freeze(_ name: String) throws {
    try inHypervisorsWords {
      try layout.guest(name).freeze()
      try layout.network.setLink(of: layout.guest(name), up: false)
    }
  }

  package func thaw(_ name: String) throws {
    try inHypervisorsWords {
      try layout.network.setLink(of: layout.guest(name), up: true)
      try layout.guest(name).thaw()
    }
  }

  package func isInitialized(_ name: String) -> Bool {
    let machine = layout.guest(name)
    guard !exists("\(machine.seed)/\(Self.withoutCloudInit)") else { return machine.isOn }
    // Not through the link `instance`, which is absolute and would lead out of the guest; the id is the name.
    return (try? machine.root).map { exists("\($0)/var/lib/cloud/instances/\(name)/boot-finished") } ?? false
  }

  package func resize(_ name: String, _ specification: GuestSpecification) throws {
    try inHypervisorsWords {
      let machine = layout.guest(name)
      if specification.disk > (try self.specification(of: machine).disk) {
        try machine.resizeDisk(bytes: specification.disk)
      }
      try save(specification, of: machine)
    }
  }

  package func destroy(_ name: String) throws {
    try inHypervisorsWords {
      let machine = layout.guest(name)
      machine.group.destroy()
      try remove(machine.folder)
    }
  }

  private static let withoutCloudInit = "etc/cloud/cloud-init.disabled"

  private func specification(of machine: Machine) throws(LabFailure) -> GuestSpecification {
    guard let text = readText("\(machine.folder)/specification.json"),
      let read = try? JSONDecoder().decode(GuestSpecification.self, from: Data(text.utf8))
    else { throw LabFailure("there is no guest \"\(machine.name)\" in \"\(layout.guestsFolder)\"") }
    return read
  }

  private func save(_ specification: GuestSpecification, of machine: Machine) throws {
    let text = String(decoding: try JSONEncoder().encode(specification), as: UTF8.self)
    try writeText(text, to: "\(machine.folder)/specification.json")
  }

  func inHypervisorsWords<Result>(_ body: () throws -> Result) throws(GuestFailure) -> Result {
    do {
      return try body()
    } catch {
      throw GuestFailure("\(error)")
    }
  }
}

extension Machine {
  /// Puts a file into what is laid over the machine's root at each boot.
  func plant(_ text: String, at path: String) throws(LabFailure) {
    try writeText(text, to: "\(seed)/\(path)")
  }
}
