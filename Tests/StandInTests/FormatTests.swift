import StandIn
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
