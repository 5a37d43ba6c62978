import Multipass
import Provisioning
import Supervision

/// Worlds in which the engine is set up, and works with the usual parameters.
extension WorkWorld {
  static func running(containers: Int = 0, liveRestore: Bool = true, engine: String = "29.0.2") -> WorkWorld {
    var world = WorkWorld(things: Things(instance: .running))
    world.things.guest.engineVersion = engine
    world.things.guest.setUp()
    world.things.guest.containersRunning = containers
    world.things.guest.liveRestore = liveRestore
    return world
  }

  static func resize(_ cpus: Int? = nil, _ memory: String? = nil, _ disk: String? = nil, agreed: Set<String> = [])
    -> Resize
  {
    Resize(
      host: host, cpus: cpus, memory: memory.flatMap { Size($0) }, disk: disk.flatMap { Size($0) }, agreed: agreed)
  }

  static func delete(purge: Bool = false, agreed: Set<String> = []) -> Delete {
    Delete(host: host, purge: purge, agreed: agreed)
  }

  static func upgrade(_ version: String? = nil, agreed: Set<String> = [Consent.noSnapshot]) -> Upgrade {
    Upgrade(
      host: host, settings: GuestSettings(), version: version, debs: [], routes: [], sources: UpTests.sources,
      agreed: agreed)
  }

  static func mount(_ source: String, _ target: String? = nil, isSnap: Bool = true) -> MountFolder {
    MountFolder(
      host: host, mount: MountSettings(source: source, target: target ?? source),
      sources: MountSources(home: "/home/me", isSnap: isSnap))
  }

  static let unmount = UnmountFolder(host: host, target: "/home/me")
  static let verify = Verify(host: host, settings: GuestSettings(), routes: [])
  static let forget = Forget(host: host, settings: GuestSettings(), routes: [])
}
