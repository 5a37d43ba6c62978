import DockhostCommands
import FoundationEssentials
import Glibc

/// What a command came to.
struct Outcome: Equatable {
  var status: Int32
  var output: String
  var errors: String
}

/// Carries a command out in this process, with nothing of its environment.
func run(
  _ arguments: [String], with daemon: FakeDaemon? = nil, environment: [String: String] = [:]
) throws -> Outcome {
  let folder = Folder()
  let output = open(folder.file("output"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
  let errors = open(folder.file("errors"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
  // Nobody is there to answer.
  let input = open("/dev/null", O_RDONLY | O_CLOEXEC)
  defer {
    close(input)
    close(output)
    close(errors)
  }
  var environment = environment
  // Nobody's daemon is ever asked by chance.
  environment["DOCKHOST_SOCKET"] = daemon?.path ?? folder.file("nobody.sock")
  let console = Console(input: input, output: output, errors: errors, environment: { [environment] in environment[$0] })
  let status = withExtendedLifetime(daemon) { runDockhostctl(arguments, on: console) }
  return Outcome(
    status: status, output: try text(of: folder.file("output")), errors: try text(of: folder.file("errors")))
}

/// Carries a command out in this process, with nothing of its environment.
func run(
  _ arguments: String..., with daemon: FakeDaemon? = nil, environment: [String: String] = [:]
) throws -> Outcome {
  try run(arguments, with: daemon, environment: environment)
}

private func text(of path: String) throws -> String {
  String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
}
