import Dispatch
import Glibc
import StandIn
import Testing

/// Commands in guests, their streams passed through the daemon.
@Suite struct Execs {
  /// Plays `cat`, `complain TEXT` and `exit CODE`.
  private static let guests: @Sendable () -> FakeGuests = {
    FakeGuests { command, streams in
      switch command.first {
      case "cat":
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = read(streams.input, &buffer, buffer.count), count > 0 {
          guard write(streams.output, buffer, count) == count else { return 255 }
        }
        return 0
      case "complain":
        let text = command.dropFirst().joined(separator: "|")
        return write(streams.error, text, text.utf8.count) > 0 ? 0 : 1
      default: return Int32(command.last ?? "") ?? 127
      }
    }
  }

  private func bench(_ state: MachineState) throws -> Bench { try Bench(state, guests: Self.guests()) }

  @Test func `carry standard input to the guest and its output back`() throws {
    let client = try ClientProcess(try bench(.running), ["exec", "-n", "docker-host", "--", "cat"])
    let text = String(repeating: "0123456789abcdef", count: 3000)
    #expect(write(client.input, text, text.utf8.count) == text.utf8.count)
    #expect(client.end() == .init(code: 0, output: text, error: ""))
  }

  @Test func `keep the two outputs apart and pass arguments as they are`() throws {
    let end = try bench(.running).multipass("exec", "-n", "docker-host", "--", "complain", "a b", "$HOME", "-l")
    #expect(end == .init(code: 0, output: "", error: "a b|$HOME|-l"))
  }

  @Test(arguments: ["7", "127", "255", "0"])
  func `end with the guest's exit status`(_ code: String) throws {
    #expect(try bench(.running).multipass("exec", "-n", "docker-host", "--", "exit", code).code == Int32(code))
  }

  @Test(arguments: [MachineState.stopped, .suspended, .starting])
  func `start an instance that does not run`(_ state: MachineState) throws {
    let bench = try bench(state)
    let end = try bench.multipass("exec", "-n", "docker-host", "--", "exit", "3")
    #expect(end.code == 3)
    #expect(end.output.contains("Starting docker-host"))
    #expect(bench.word == "Running")
  }

  @Test func `fail with exit code 2 on an unknown state and on a guest without SSH`() throws {
    let unknown = try bench(.unknown).multipass("exec", "-n", "docker-host", "--", "exit", "0")
    #expect(unknown == .init(code: 2, output: "", error: "exec failed: Cannot retrieve credentials in unknown state\n"))
    let bench = try bench(.running)
    bench.guests.change("docker-host") { $0.answers = false }
    let unreachable = try bench.multipass("exec", "-n", "docker-host", "--", "exit", "0")
    #expect(unreachable.code == 2)
    #expect(unreachable.error.hasPrefix("exec failed: ssh connection failed: 'Timeout connecting to "))
  }

  @Test func `print errors twice unless told not to map the folder`() throws {
    let bench = try bench(.running)
    let line = "exec failed: instance \"nosuch\" does not exist\n"
    #expect(try bench.multipass("exec", "-n", "nosuch", "--", "true").error == line)
    let mapped = try bench.multipass("exec", "nosuch", "--", "true").error
    #expect(mapped.split(separator: "\n").count == 3)
    #expect(mapped.hasSuffix(line))
  }

  @Test func `do not hold other commands up`() throws {
    let bench = try bench(.running)
    let begun = bench.guests.expect("run docker-host")
    let client = try ClientProcess(bench, ["exec", "-n", "docker-host", "--", "cat"])
    begun.wait()
    #expect(try bench.multipass("version").code == 0)
    #expect(client.end().code == 0)
  }

  @Test func `let go of their streams when the client is killed`() throws {
    let bench = try bench(.running)
    let begun = bench.guests.expect("run docker-host")
    let client = try ClientProcess(bench, ["exec", "-n", "docker-host", "--", "cat"])
    begun.wait()
    kill(client.pid, SIGKILL)
    #expect(client.end().code == -SIGKILL)
  }
}
