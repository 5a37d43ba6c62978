import ArgumentParser
import Machines

struct FaultCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fault",
    abstract: "Break something in the lab, or take it back: fault list | NAME [INSTANCE] | undo NAME [INSTANCE].")

  @Argument(help: "`list`, a fault's name, or `undo` and a fault's name, then the instance where it needs one.")
  var words: [String]

  func run() throws {
    if words == ["list"] { return list() }
    let undoes = words.first == "undo"
    let rest = Array(words.dropFirst(undoes ? 1 : 0))
    guard let name = rest.first, rest.count <= 2 else {
      throw ValidationError("expected: list | NAME [INSTANCE] | undo NAME [INSTANCE]")
    }
    let fault = try Fault.named(name)
    let lab = try Lab.open(folder: labFolder)
    let instance = rest.count > 1 ? rest[1] : "docker-host"
    if undoes { try lab.undo(fault, instance) } else { try lab.fault(fault, instance) }
  }

  private func list() {
    let active = (try? Lab.open(folder: labFolder))?.activeFaults ?? []
    for fault in Fault.all {
      let width = 26
      let name = fault.name + String(repeating: " ", count: max(width - fault.name.count, 1))
      print("\(active.contains { $0.name == fault.name } ? "*" : " ") \(name)\(fault.effect)")
    }
  }
}
