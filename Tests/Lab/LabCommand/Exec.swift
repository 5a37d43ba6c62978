import ArgumentParser
import Glibc
import Machines

struct Exec: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a command in a machine: in the laptop as its user `dev`, unless said otherwise.")

  @Flag(help: "Run it as root.")
  var root = false

  @Option(help: "Run it in a guest.")
  var guest: String?

  @Argument(parsing: .postTerminator, help: "The command; a shell without one.")
  var command: [String] = []

  func run() throws {
    let lab = try Lab.open(folder: labFolder)
    let machine = guest.map(lab.guest) ?? lab.laptop
    let account = root ? Account.root : guest == nil ? .dev : .ubuntu
    try become(machine.entering(command.isEmpty ? ["bash"] : command, as: account, environment: terminal))
  }
}

struct Multipass: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Run the stand-in's client in the laptop.")

  @Argument(parsing: .captureForPassthrough)
  var arguments: [String] = []

  func run() throws {
    let lab = try Lab.open(folder: labFolder)
    try become(lab.laptop.entering(["multipass"] + arguments, as: .dev, environment: terminal))
  }
}

/// What a program needs to know of the terminal.
private var terminal: [String: String] {
  getenv("TERM").map { ["TERM": String(cString: $0)] } ?? [:]
}

/// Turns this process into `command`, so that the terminal and the exit status are its own.
private func become(_ command: [String]) throws -> Never {
  let pointers = command.map { strdup($0) } + [nil]
  execvp(command[0], pointers)
  throw LabFailure("cannot run \"\(command[0])\": \(String(cString: strerror(errno)))")
}
