import Machines
import Provisioning
import StandIn

/// Two guests of one lab with the same engine: one as the old instructions have it set up by hand, one brought from there
/// to Dockhost's set-up. No daemon looks after either.
final class EnginePair {
  let byHand: WorkingEngine
  let dockhost: WorkingEngine
  private let lab: Lab

  init(_ programs: MeasuredPrograms) throws {
    lab = try Lab.up(programs: Programs(folder: programs.folder, runtimeLibraries: []), withMultipass: false)
    do {
      let guests = try LabGuests(labDirectory: lab.folder, waitsForServices: true)
      byHand = try WorkingEngine(guest: Self.makeGuest("by-hand", guests, lab), lab: lab, guests: guests)
      let moved = try Self.makeGuest("dockhost", guests, lab)
      try Self.moveOver(moved)
      dockhost = try WorkingEngine(guest: moved, lab: lab, guests: guests)
    } catch {
      try? lab.down()
      throw error
    }
  }

  func end() {
    lab.end()
  }

  private static func makeGuest(_ name: String, _ guests: LabGuests, _ lab: Lab) throws -> Machine {
    let specification = GuestSpecification(image: "engine", cpus: 1, memory: 1 << 30, disk: 4 << 30)
    try guests.create(name, specification)
    try guests.powerOn(name)
    return lab.guest(name)
  }

  /// Does what `dockhostctl up` does in a guest.
  private static func moveOver(_ guest: Machine) throws {
    var settings = GuestSettings()
    settings.engine.install = .distro
    var description = try describeGuest(settings, authorizedKey: nil, avoiding: [])
    description.consent = ["adopt"]
    let task = GuestTask(.apply, description, limit: .seconds(300))
    let input = String(decoding: task.input, as: UTF8.self)
    let said = try guest.perform(task.arguments, as: .ubuntu, input: input, limit: task.limit)
    let isApplied = said.split(separator: "\n").contains { line in
      if case .end(.applied) = readGuestLine(String(line)) { true } else { false }
    }
    guard isApplied else { throw MeasurementFailure("the guest is not moved over: \(said.suffix(500))") }
  }
}
