import Multipass
import Supervision
import Testing

@Suite struct Operations {
  private let spinner = "\u{1B}[2K\u{1B}[0A\u{1B}[0EStarting docker-host  \u{8}|\u{8}/"

  @Test(arguments: Operation.allCases)
  func `are done when the exit code says so`(_ operation: Operation) {
    let noise = "[2026-11-23T21:43:11.046] [warning] [qemu] x\n"
    #expect(readOperation(operation, CommandEnd(exit: .code(0), output: spinner, errorOutput: noise)) == .done)
  }

  @Test(arguments: [Operation.start, .restart])
  func `that end in an unknown state name the way out of it`(_ operation: Operation) {
    for text in [
      "Instance 'docker-host' is already running, but in an unknown state.\nTry to stop it first.\n",
      "docker-host: timed out waiting for response\n",
    ] {
      let end = CommandEnd(
        exit: .code(2), output: spinner, errorOutput: "start failed: The following errors occurred:\n" + text)
      guard case .trouble(.failed(let reason)) = readOperation(operation, end) else {
        Issue.record("no failure")
        continue
      }
      #expect(reason.contains("`multipass stop --force`"))
    }
  }

  @Test func `report the guest's own exit as a failure of the engine's restart`() {
    let end = CommandEnd(exit: .code(1), errorOutput: "Job for docker.service failed.\n")
    #expect(readOperation(.restartEngine, end) == .trouble(.failed(reason: "Job for docker.service failed.")))
  }

  @Test(arguments: Operation.allCases)
  func `that never return are a hang, not a failure`(_ operation: Operation) {
    #expect(readOperation(operation, CommandEnd(exit: .limitPassed)) == .trouble(.hung))
    #expect(readOperation(operation, CommandEnd(exit: .notFound)) == .trouble(.missing))
  }
}

@Suite struct Versions {
  private func read(_ output: String) -> MultipassVersionAnswer {
    readVersion(CommandEnd(exit: .code(0), output: output))
  }

  @Test func `of client and daemon are told`() {
    #expect(
      read("{\n    \"multipass\": \"1.16.3\",\n    \"multipassd\": \"1.16.3\"\n}\n")
        == .answered(client: "1.16.3", daemon: "1.16.3"))
  }

  @Test func `without the daemon's show that it is down`() {
    #expect(read(#"{"multipass": "1.16.3"}"#) == .trouble(.daemonDown))
  }

  @Test func `that cannot be read are a failure`() {
    guard case .trouble(.failed) = read("multipass 1.16.3") else {
      Issue.record("took a text for JSON")
      return
    }
  }
}
