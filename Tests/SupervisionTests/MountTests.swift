import Supervision
import Testing

@Suite struct Mounts {
  private func world(mounted: [String]?) -> World {
    var settings = HostSettings()
    settings.mounts = ["/home/dev", "/home/dev/src"]
    let world = World(settings: settings)
    world.mounted = mounted
    world.send(.begun)
    #expect(world.advance(upTo: .seconds(20)) { world.supervisor.posture == .up })
    return world
  }

  private func looks(of world: World) -> Int {
    world.count { if case .lookAtMounts = $0 { true } else { false } }
  }

  @Test func `that are there are looked at when the engine has come, and every ten minutes`() {
    let world = world(mounted: ["/home/dev", "/home/dev/src", "/"])
    world.advance(.seconds(590))
    #expect(looks(of: world) == 1)
    #expect(world.sight.missingMounts.isEmpty)
    world.advance(.seconds(1200))
    #expect(looks(of: world) == 3)
    #expect(world.restored.isEmpty)
  }

  @Test func `that are missing are mounted again, one after the other`() {
    let world = world(mounted: [])
    #expect(world.advance(upTo: .seconds(1)) { world.sight.missingMounts.count == 2 })
    world.advance(.seconds(40))
    #expect(world.restored == ["/home/dev", "/home/dev/src"])
    #expect(world.sight.missingMounts.isEmpty)
  }

  @Test func `that do not hold are tried twice each, and told of`() {
    let world = world(mounted: [])
    world.mountsHold = false
    world.advance(.seconds(3600))
    #expect(world.restored.count == 4)
    #expect(world.sight.missingMounts == ["/home/dev", "/home/dev/src"])
  }

  @Test func `are left alone while the host is paused, and told of all the same`() {
    let world = world(mounted: ["/home/dev", "/home/dev/src"])
    world.request(.pause)
    world.mounted = []
    world.advance(.seconds(1800))
    #expect(world.restored.isEmpty)
    #expect(world.sight.missingMounts.count == 2)
  }

  @Test func `of a guest that cannot be asked are not known to be missing`() {
    let world = world(mounted: nil)
    world.advance(.seconds(300))
    #expect(world.sight.missingMounts.isEmpty)
    #expect(looks(of: world) == 5)
  }

  @Test func `are looked at when the user asks for a fresh look`() {
    let world = world(mounted: ["/home/dev", "/home/dev/src"])
    world.advance(.seconds(60))
    world.mounted = ["/home/dev"]
    world.request(.check)
    world.advance(.seconds(30))
    #expect(world.restored == ["/home/dev/src"])
  }

  @Test func `are looked at again after the instance was started`() {
    let world = world(mounted: ["/home/dev", "/home/dev/src"])
    world.advance(.seconds(60))
    world.mounted = []
    world.killInstance()
    #expect(world.advance(upTo: .seconds(90)) { world.supervisor.posture == .up })
    world.advance(.seconds(40))
    #expect(world.restored == ["/home/dev", "/home/dev/src"])
  }
}
