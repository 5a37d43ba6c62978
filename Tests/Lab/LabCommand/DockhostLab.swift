import ArgumentParser
import FoundationEssentials
import Machines

/// The lab on the command line: `Tests/Lab/lab`, `Tests/Lab/multipass` and `Tests/Lab/fault` come here.
@main
struct DockhostLab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lab",
    abstract: "Real machines to try Dockhost on: a laptop, guests with Docker Engine, and faults.",
    discussion: "LAB_DIR names the lab (default: /var/tmp/dockhost-lab). Everything needs root.",
    subcommands: [
      Up.self, Down.self, List.self, Exec.self, Base.self, Multipass.self, FaultCommand.self, DateProxyCommand.self,
      TunnelCommand.self,
    ])
}

/// The folder of the lab that is meant.
var labFolder: String {
  ProcessInfo.processInfo.environment["LAB_DIR"] ?? "/var/tmp/dockhost-lab"
}

struct Up: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Make a lab and boot its laptop.")

  func run() throws {
    let lab = try Lab.up(folder: labFolder, kept: true)
    print("A lab is up in \(lab.folder). Its laptop has dockhostd, dockhostctl, docker and multipass:")
    print("  lab exec -- multipass launch --name docker-host engine")
  }
}

struct Down: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "End a lab and remove all there is of it.")

  func run() throws {
    try Lab.open(folder: labFolder).down()
  }
}

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Show the labs of this machine.")

  func run() throws {
    for folder in Lab.allFolders {
      // It may go down meanwhile.
      guard let lab = try? Lab.open(folder: folder) else { continue }
      let machines = [lab.laptop] + lab.guestNames.map(lab.guest)
      let states = machines.map { "\($0.name) \($0.isOn ? $0.isFrozen ? "frozen" : "on" : "off")" }
      print("\(folder): \(states.joined(separator: ", "))")
    }
  }
}

struct Base: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Build the base systems, unless they are there already.")

  func run() throws {
    let bases = BaseStore()
    try bases.prepare()
    print(bases.folder)
  }
}
