import FoundationEssentials
import Glibc

/// The files of one daemon, in the folder `multipassd` of its lab.
package struct DaemonFolder: Sendable {
  /// The folder's path.
  package let path: String

  /// Makes the folder if it is not there.
  package init(lab: String) throws {
    path = lab + "/multipassd"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// What the last daemon knew; nothing when there was none, or when its file cannot be read.
  package func loadTable() -> InstanceTable {
    load("instances.json") ?? InstanceTable()
  }

  /// Keeps `table` for the next daemon; a file that cannot be written is the next daemon's loss, as in life.
  package func save(_ table: InstanceTable) {
    try? JSONEncoder().encode(table).write(to: url("instances.json"), options: .atomic)
  }

  /// The faults that the lab asks for now.
  package func readFaults() -> Faults {
    load("faults.json") ?? Faults()
  }

  /// Tells the lab which process the daemon is.
  package func writePID() throws {
    try Data("\(getpid())\n".utf8).write(to: url("pid"), options: .atomic)
  }

  private func load<Value: Decodable>(_ name: String) -> Value? {
    (try? Data(contentsOf: url(name))).flatMap { try? JSONDecoder().decode(Value.self, from: $0) }
  }

  private func url(_ name: String) -> URL { URL(filePath: path + "/" + name) }
}

/// What the lab makes the daemon suffer from; every key may be absent.
package struct Faults: Equatable, Codable, Sendable {
  /// Nothing is served until it is gone.
  package var hang: Bool?
  /// How much longer every command takes.
  package var slowSeconds: Double?
  /// The clients are strangers to the daemon.
  package var unauthenticated: Bool?
  /// The instances that get into the state Unknown; `stop --force` takes them out of it.
  package var unknown: [String]?
  /// The processor cannot virtualise.
  package var withoutKVM: Bool?
  /// The image servers are out of reach.
  package var withoutImages: Bool?
  /// How long an image takes that was not fetched before.
  package var imageSeconds: Double?
  /// No guest's SSH is seen.
  package var deaf: Bool?
  /// How many seconds each wait may take, whatever the client says.
  package var patienceSeconds: Int?
  /// The same, of the wait for cloud-init alone.
  package var initializationSeconds: Int?

  package init() {}
}
