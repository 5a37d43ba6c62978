import Dispatch
import FoundationEssentials
import Glibc
import StandIn
import Testing

/// The built client, black box.
@Suite struct ClientProgram {
  @Test func `without a daemon fails in one line, but for version`() throws {
    let bench = try Bench()
    bench.server.close()
    for command in [["list"], ["info"], ["start", "a"], ["get", "local.driver"], ["exec", "-n", "a", "--", "b"]] {
      let end = try ClientProcess(bench, command).end()
      #expect(end.code == 2)
      #expect(end.error == "\(command[0]) failed: cannot connect to the multipass socket\n")
    }
    let version = try bench.multipass("version", "--format", "json")
    #expect(version == .init(code: 0, output: "{\n    \"multipass\": \"1.16.3\"\n}\n", error: ""))
  }

  @Test(arguments: [
    (["info", "--nope"], "Unknown option 'nope'."), (["list", "--format", "xml"], "Invalid format type given."),
    (["list", "--format"], "Missing value after '--format'."), (["start", "--timeout", "x"], "positive integer"),
    (["stop", "--all", "a"], "Cannot specify name when --all option set"),
    (["stop", "-t", "5", "--force", "a"], "Cannot set 'force' along with 'time' or 'cancel' options at the same time"),
    (["stop", "-t", "x", "a"], "Time must be in digit form"), (["delete"], "Name argument or --all is required"),
    (["exec", "a"], "Wrong number of arguments"), (["exec", "a", "ls", "-l"], "should come after \"--\""),
    (["nope"], "Unknown command or alias 'nope'"), (["launch", "a", "b"], "Too many arguments supplied"),
    (["launch", "--memory", "4X"], "4X is not a valid memory size"), (["launch", "-c", "0"], "Invalid CPU count '0'"),
    (["launch", "--cloud-init", "/nosuch"], "Could not load cloud-init configuration"),
  ])
  func `refuses what it cannot read with exit code 1`(_ arguments: [String], _ text: String) throws {
    let end = try ClientProcess(try Bench(.running), arguments).end()
    #expect(end.code == 1)
    #expect(end.error.contains(text))
    #expect(end.output.isEmpty)
  }

  @Test func `helps with exit code 2 unless asked for help`() throws {
    let bench = try Bench()
    #expect(try bench.multipass().code == 2)
    #expect(try bench.multipass("help").code == 0)
    #expect(try bench.multipass("--help").code == 0)
    #expect(try bench.multipass("start", "--help").code == 0)
  }

  @Test func `fails the same way when the daemon dies in the midst of a command`() throws {
    let bench = try Bench(.stopped)
    bench.server.close()
    let listener = try UnixSocket.listen(at: bench.socket)
    let client = try ClientProcess(bench, ["start", "docker-host"])
    let connection = Channel(accept(listener, nil, nil))
    #expect(try connection.receive(Request.self).value == .start(names: ["docker-host"], timeout: nil))
    #expect(shutdown(connection.descriptor, Int32(SHUT_RDWR)) == 0)
    let end = client.end()
    #expect(end.code == 2)
    #expect(end.error == "start failed: cannot connect to the multipass socket\n")
    close(listener)
  }

  @Test func `needs an address with a file`() throws {
    let end = try ClientProcess(try Bench(), ["list"], environment: ["MULTIPASS_SERVER_ADDRESS=unix:"]).end()
    #expect(end.code == 1)
    #expect(end.error.contains("missing socket file in address"))
  }

  @Test func `draws its spinner on standard output and errors on standard error`() throws {
    let bench = try Bench(.stopped)
    let start = try bench.multipass("start", "docker-host")
    #expect(start.code == 0)
    #expect(start.error.isEmpty)
    #expect(start.output.hasPrefix("\u{1B}[2K\u{1B}[0A\u{1B}[0EStarting docker-host  "))
    #expect(start.output.contains("\u{8}"))
    let stop = try bench.multipass("stop", "nosuch")
    #expect(stop.code == 2)
    #expect(stop.error == "stop failed: The following errors occurred:\ninstance \"nosuch\" does not exist\n")
  }

  @Test func `advises force where a stop is refused`() throws {
    let end = try Bench(.suspended).multipass("stop", "docker-host")
    #expect(end.code == 2)
    #expect(end.error == "stop failed: Cannot stop suspended instance.\nUse --force to power it off.\n")
  }

  @Test func `gives up after its time-out with exit code 5, and the daemon goes on`() throws {
    let bench = try Bench(.running)
    try bench.suffer { $0.hang = true }
    let end = try bench.multipass("restart", "--timeout", "1", "docker-host")
    #expect(end.code == 5)
    #expect(end.error == "Timed out waiting for instance to restart.\n")
    let rebooted = bench.guests.expect("requestPowerOff docker-host")
    try bench.suffer()
    rebooted.wait()
    let start = try bench.multipass("start", "--timeout", "1", "docker-host")
    #expect(start.code == 0)
  }

  @Test func `launches from standard input with every other option`() throws {
    let bench = try Bench()
    let client = try ClientProcess(
      bench,
      [
        "launch", "engine", "-n", "docker-host", "-c2", "--memory=4G", "--disk", "40G", "--cloud-init", "-",
        "--timeout", "60",
      ])
    let document = Array("# words\n#cloud-config\npackages: [docker.io]\n".utf8)
    #expect(write(client.input, document, document.count) == document.count)
    let end = client.end()
    #expect(end.code == 0)
    #expect(end.output.hasSuffix("Launched: docker-host\n"))
    #expect(
      bench.guests["docker-host"]?.specification
        == GuestSpecification(
          image: "engine", cpus: 2, memory: 4 << 30, disk: 40 << 30,
          cloudInit: "#cloud-config\npackages: [docker.io]\n"))
    let again = try bench.multipass("launch", "-n", "docker-host")
    #expect(again.code == 2)
    #expect(again.error == "launch failed: instance \"docker-host\" already exists\n")
  }

  @Test func `reads and writes settings`() throws {
    let bench = try Bench(.stopped)
    #expect(try bench.multipass("get", "local.driver").output == "qemu\n")
    #expect(try bench.multipass("get", "local.passphrase").output == "false\n")
    #expect(try bench.multipass("get", "local.bridged-network").output == "<empty>\n")
    #expect(try bench.multipass("get", "--raw", "local.bridged-network").output == "\n")
    #expect(try bench.multipass("set", "local.docker-host.cpus=3").code == 0)
    #expect(try bench.multipass("get", "--raw", "local.docker-host.cpus").output == "3\n")
    #expect(try bench.multipass("get", "--keys").output.contains("local.docker-host.memory\n"))
  }

  @Test func `waits while its snap is being refreshed`() throws {
    let bench = try Bench(.running)
    let marker = bench.socket + ".refreshing"
    #expect(FileManager.default.createFile(atPath: marker, contents: nil))
    let client = try ClientProcess(bench, ["version"])
    #expect(waitid(P_PID, id_t(client.pid), nil, WEXITED | WNOHANG | WNOWAIT) == 0)
    try FileManager.default.removeItem(atPath: marker)
    #expect(client.end().output == "multipass   1.16.3\nmultipassd  1.16.3\n")
  }
}
