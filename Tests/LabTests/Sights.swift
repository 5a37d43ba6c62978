import Machines
import Testing

/// What the laptop's user sees of the guest `one`.
struct Sights {
  let lab: Lab
  let address: String

  init() throws {
    lab = try currentLab()
    address = try #require(try currentGuests().addresses("one").first)
  }

  /// curl's exit status for the engine's ping: 0 answered, 7 refused or no route, 28 no answer within two seconds.
  func ping() throws -> Int32 { try curl("http://\(address):2375/_ping") }

  func curl(_ url: String) throws -> Int32 {
    try lab.laptop.run(["curl", "--silent", "--max-time", "2", "--output", "/dev/null", url], as: .dev).status
  }

  /// Whether the guest's containers and programs reach a server outside.
  func guestReaches(_ host: String) throws -> Bool {
    let url = "http://\(host)/index.html"
    return try lab.guest("one").run(["curl", "--silent", "--max-time", "2", "--fail", url]).output
      == "You are outside.\n"
  }

  /// Whether the guest's resolver finds a name. A dead server is asked for minutes: five seconds tell that there is no
  /// answer; one that was dead just now is trusted again only after some, so that an answer is awaited for longer.
  func guestResolves(_ name: String, within seconds: Int = 5) throws -> Bool {
    let guest = lab.guest("one")
    try guest.perform(["resolvectl", "flush-caches"])
    return try guest.run(["timeout", "\(seconds)", "resolvectl", "query", name]).status == 0
  }

  func laptopResolves(_ name: String, within seconds: Int = 5) throws -> Bool {
    try lab.laptop.run(["timeout", "\(seconds)", "resolvectl", "query", name]).status == 0
  }

  /// Whether a unit's state in the guest is `active`.
  func isActive(_ unit: String) throws -> Bool {
    try lab.guest("one").run(["systemctl", "is-active", unit]).status == 0
  }

  /// Makes a fault happen in the guest, which is taken back at the latest when nobody holds it any more.
  func begin(_ fault: Fault) throws -> OngoingFault {
    try lab.fault(fault, "one")
    #expect(lab.activeFaults.map(\.name) == [fault.name])
    return OngoingFault(fault: fault, lab: lab)
  }
}

/// A fault that has begun.
final class OngoingFault {
  private let fault: Fault
  private let lab: Lab

  init(fault: Fault, lab: Lab) {
    self.fault = fault
    self.lab = lab
  }

  func undo() throws {
    try lab.undo(fault, "one")
    #expect(lab.activeFaults == [])
  }

  deinit {
    try? lab.undo(fault, "one")
  }
}
