/// What `launch` asks for.
package struct LaunchRequest: Equatable, Codable, Sendable {
  /// Nil leaves the choice to the daemon.
  package var name: String?
  package var image = "lts"
  package var cpus = 1
  package var memory = "1G"
  package var disk = "5G"
  package var cloudInit: String?
  package var mounts: [Mount] = []
  /// Seconds for each wait; nil for the daemon's own patience.
  package var timeout: Int?

  package init() {}

  /// The machine that it asks for, under a name that is free in `table`; or why there can be none.
  package func resolve(in table: InstanceTable, preparing: Set<String>) throws(Refusal) -> (String, GuestSpecification)
  {
    let name = name ?? Self.freeName(table, preparing)
    guard name.isHostName else {
      throw Refusal(.invalidArgument, "Invalid instance name supplied: \(name)")
    }
    guard table.instances[name] == nil else { throw Refusal(.invalidArgument, "instance \"\(name)\" already exists") }
    guard !preparing.contains(name) else { throw Refusal(.invalidArgument, "instance \"\(name)\" is being prepared") }
    return (
      name,
      GuestSpecification(
        image: try machine(), cpus: cpus, memory: try size(memory, "memory", atLeast: 128 << 20),
        disk: try size(disk, "disk", atLeast: 512 << 20), cloudInit: cloudInit)
    )
  }

  /// The size of every image when it is unpacked, in bytes: that of Ubuntu's.
  package static let imageSize: Int64 = 3584 << 20

  /// Refuses a disk on which the image has no room, and a host that has no room for the image.
  func requireRoom(for disk: Int64, available: Int64) throws(Refusal) {
    let least = "below minimum for this image (\(Self.imageSize) bytes)"
    guard disk >= Self.imageSize else {
      throw Refusal(.failedPrecondition, "Requested disk (\(disk) bytes) \(least)")
    }
    guard available >= Self.imageSize else {
      throw Refusal(.failedPrecondition, "Available disk (\(available) bytes) \(least)")
    }
  }

  private func machine() throws(Refusal) -> String {
    switch image {
    case "", "default", "lts", "noble", "24.04", "bare": return "bare"
    case "engine", "engine-socket": return image
    default: throw Refusal(.invalidArgument, "Unable to find an image matching \"\(image)\" in remote \"\".")
    }
  }

  private func size(_ text: String, _ what: String, atLeast least: Int64) throws(Refusal) -> Int64 {
    guard let bytes = MemorySize.bytes(text), bytes >= least else {
      throw Refusal(.invalidArgument, "Invalid \(what) size value supplied: \(text).")
    }
    return bytes
  }

  private static func freeName(_ table: InstanceTable, _ preparing: Set<String>) -> String {
    let names = ["eager", "humble", "valiant"].flatMap { first in ["otter", "heron", "lynx"].map { "\(first)-\($0)" } }
    let free = names.first { table.instances[$0] == nil && !preparing.contains($0) }
    return free ?? "instance-\(table.instances.count + preparing.count)"
  }
}
