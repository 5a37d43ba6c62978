import Glibc

/// Something that goes wrong in life, made to happen in a lab and taken back again.
package struct Fault: Sendable {
  /// As typed.
  package let name: String
  /// What it does, in a few words.
  package let effect: String
  let begin: @Sendable (_ lab: Lab, _ instance: String) throws -> Void
  let undo: @Sendable (_ lab: Lab, _ instance: String) throws -> Void

  init(
    _ name: String, _ effect: String, begin: @escaping @Sendable (Lab, String) throws -> Void,
    undo: @escaping @Sendable (Lab, String) throws -> Void
  ) {
    self.name = name
    self.effect = effect
    self.begin = begin
    self.undo = undo
  }

  /// Whether it befalls a guest, and not the laptop.
  var needsGuest: Bool { (Self.engineFaults + Self.guestFaults).contains { $0.name == name } }

  /// All faults, a family after the other.
  package static let all = engineFaults + guestFaults + networkFaults + multipassFaults + hostFaults

  /// The fault of that name.
  package static func named(_ name: String) throws(LabFailure) -> Fault {
    guard let fault = all.first(where: { $0.name == name }) else {
      throw LabFailure("there is no fault \"\(name)\"; `fault list` shows them all")
    }
    return fault
  }
}

/// A fault that has begun and was not undone.
package struct ActiveFault: Equatable, Sendable {
  package let name: String
  package let instance: String
}

extension Lab {
  private var faultsFolder: String { "\(folder)/faults" }

  /// Makes a fault happen; `instance` matters to those of a guest only.
  package func fault(_ fault: Fault, _ instance: String = "docker-host") throws {
    if fault.needsGuest, !guestNames.contains(instance) {
      let known = guestNames.isEmpty ? "none" : guestNames.joined(separator: ", ")
      throw LabFailure("the lab has no guest \"\(instance)\" (it has: \(known)); launch one by `multipass launch`")
    }
    try writeText("", to: "\(faultsFolder)/\(fault.name)@\(instance)")
    do {
      try fault.begin(self, instance)
    } catch {
      // What of it has happened is not to stay.
      try? undo(fault, instance)
      throw error
    }
  }

  /// Takes a fault back; one that did not happen is taken back already.
  package func undo(_ fault: Fault, _ instance: String = "docker-host") throws {
    guard exists("\(faultsFolder)/\(fault.name)@\(instance)") else { return }
    try fault.undo(self, instance)
    try remove("\(faultsFolder)/\(fault.name)@\(instance)")
  }

  /// Those that have begun and were not undone.
  package var activeFaults: [ActiveFault] {
    names(in: faultsFolder).map { $0.split(separator: "@").map(String.init) }.filter { $0.count == 2 }
      .map { ActiveFault(name: $0[0], instance: $0[1]) }
  }
}
