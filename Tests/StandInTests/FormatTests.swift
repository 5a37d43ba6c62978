import Multipass
import StandIn
import Supervision
import Testing

@Suite struct Formats {
  private static let hash = "1797c5c82016c1e65f4008fcf89deae3a044ef76087a9ec5b907c6d64a3609ac"
  private static let running = InstanceDetails(
    name: "docker-host", word: "Running", imageHash: hash, imageRelease: "24.04 LTS",
    addresses: ["10.21.124.56", "172.17.0.1"],
    runtime: GuestRuntime(
      release: "Ubuntu 24.04.3 LTS", cpus: 2, load: [0.45, 0.51, 0.15], diskUsed: 1_932_735_284,
      diskTotal: 20_659_093_504, memoryUsed: 288_358_400, memoryTotal: 4_109_254_656))

  @Test func `info of a running instance has numbers of memory and texts of disk`() {
    #expect(
      JSONFormat.info([Self.running]) == """
        {
            "errors": [
            ],
            "info": {
                "docker-host": {
                    "cpu_count": "2",
                    "disks": {
                        "sda1": {
                            "total": "20659093504",
                            "used": "1932735284"
                        }
                    },
                    "image_hash": "\(Self.hash)",
                    "image_release": "24.04 LTS",
                    "ipv4": [
                        "10.21.124.56",
                        "172.17.0.1"
                    ],
                    "load": [
                        0.45,
                        0.51,
                        0.15
                    ],
                    "memory": {
                        "total": 4109254656,
                        "used": 288358400
                    },
                    "mounts": {
                    },
                    "release": "Ubuntu 24.04.3 LTS",
                    "snapshot_count": "0",
                    "state": "Running"
                }
            }
        }

        """)
  }

  @Test(arguments: ["Stopped", "Unknown"])
  func `info of one that does not run is empty where it would be measured`(_ word: String) {
    let details = InstanceDetails(name: "docker-host", word: word, imageHash: Self.hash, imageRelease: "24.04 LTS")
    #expect(
      JSONFormat.info([details]) == """
        {
            "errors": [
            ],
            "info": {
                "docker-host": {
                    "cpu_count": "",
                    "disks": {
                        "sda1": {
                        }
                    },
                    "image_hash": "\(Self.hash)",
                    "image_release": "24.04 LTS",
                    "ipv4": [
                    ],
                    "load": [
                    ],
                    "memory": {
                    },
                    "mounts": {
                    },
                    "release": "",
                    "snapshot_count": "0",
                    "state": "\(word)"
                }
            }
        }

        """)
  }

  @Test func `list and version in JSON`() {
    let row = InstanceRow(name: "docker-host", word: "Running", release: "24.04 LTS", addresses: ["10.21.124.56"])
    #expect(
      JSONFormat.list([row]) == """
        {
            "list": [
                {
                    "ipv4": [
                        "10.21.124.56"
                    ],
                    "name": "docker-host",
                    "release": "Ubuntu 24.04 LTS",
                    "state": "Running"
                }
            ]
        }

        """)
    #expect(
      JSONFormat.version(client: "1.16.3", daemon: "1.16.3")
        == "{\n    \"multipass\": \"1.16.3\",\n    \"multipassd\": \"1.16.3\"\n}\n")
  }

  @Test func `tables and lists of values`() {
    #expect(OutputFormat.table.list([]) == "No instances found.\n")
    let row = InstanceRow(name: "docker-host", word: "Stopped", release: "24.04 LTS", addresses: [])
    #expect(
      OutputFormat.table.list([row]).split(separator: "\n").last
        == "docker-host             Stopped           --               Ubuntu 24.04 LTS")
    #expect(
      OutputFormat.csv.list([row])
        == "Name,State,IPv4,IPv6,Release,AllIPv4\ndocker-host,Stopped,,,Ubuntu 24.04 LTS,\"\"\n")
    #expect(OutputFormat.csv.info([]).isEmpty)
    #expect(OutputFormat.csv.info([Self.running]).hasSuffix(",,10.21.124.56;172.17.0.1,2,0\n"))
    #expect(OutputFormat.yaml.list([row]) == "docker-host:\n  - state: Stopped\n    ipv4: []\n    release: 24.04 LTS\n")
    #expect(OutputFormat.table.info([Self.running]).contains("Memory usage:   275.0MiB out of 3.8GiB\n"))
  }

  @Test(
    arguments: [(1 << 30, "1.0GiB"), (5 << 30, "5.0GiB"), (512 << 20, "512.0MiB"), (345, "345B")] as [(Int64, String)])
  func `sizes`(_ bytes: Int64, _ text: String) {
    #expect(MemorySize.text(bytes) == text)
    #expect(MemorySize.bytes(text) == bytes)
  }
}

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
    var faults = Faults()
    faults.unauthenticated = true
    try bench.write(faults)
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
