import Multipass
import StandIn
import Supervision
import Testing

/// What the stand-in prints, as the program under test reads it.
@Suite struct ReadByDockhost {
  private func end(_ end: ClientProcess.End) -> CommandEnd {
    CommandEnd(exit: .code(end.code), output: end.output, errorOutput: end.error)
  }

  @Test(arguments: MachineState.allCases)
  func `states`(_ state: MachineState) throws {
    let bench = try Bench(state)
    let answer = readList(end(try ClientProcess(bench, MultipassCommand.states.arguments).end()))
    #expect(answer.state(of: "docker-host") == .found(InstanceState(word: state.rawValue)))
    #expect(answer.state(of: "nosuch") == .missing)
  }

  @Test func `addresses`() throws {
    let bench = try Bench(.running)
    let answer = readList(end(try ClientProcess(bench, MultipassCommand.addresses.arguments).end()))
    let prefix = try #require(IPv4Prefix("10.231.0.1/24"))
    #expect(answer.address(of: "docker-host", within: [prefix]) == .found("10.231.0.2"))
  }

  @Test func `troubles`() throws {
    let bench = try Bench(.running)
    try bench.suffer { $0.unauthenticated = true }
    guard case .trouble(.unauthenticated) = readList(end(try bench.multipass("list", "--format", "json"))) else {
      Issue.record("authenticated")
      return
    }
    bench.server.close()
    #expect(readList(end(try bench.multipass("list", "--format", "json"))) == .trouble(.daemonDown))
    #expect(readVersion(end(try bench.multipass("version", "--format", "json"))) == .trouble(.daemonDown))
  }

  @Test func `operations`() throws {
    let bench = try Bench(.stopped)
    func run(_ operation: Supervision.Operation, _ command: MultipassCommand) throws -> OperationOutcome {
      readOperation(operation, end(try ClientProcess(bench, command.arguments).end()))
    }
    #expect(try run(.start, .start("docker-host")) == .done)
    #expect(try run(.restart, .restart("docker-host")) == .done)
    #expect(try run(.restartEngine, .restartEngine("docker-host")) == .done)
    #expect(try run(.stop, .stop("docker-host")) == .done)
    bench.guests.change("docker-host") { $0.answers = false }
    guard case .trouble(.failed(let reason)) = try run(.start, .start("docker-host")) else {
      Issue.record("started")
      return
    }
    #expect(reason.hasPrefix("start failed: docker-host: timed out waiting for response"))
  }
}
