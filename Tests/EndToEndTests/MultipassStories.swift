import DockhostInterface
import Machines
import Testing

extension Stories {
  @Suite struct MultipassTroubles {
    @Test func `a daemon of Multipass that comes late is waited for`() throws {
      try Scene.play { scene in
        try scene.multipass("stop", Scene.host)
        try scene.fault("multipassd-down")
        try scene.startDockhost()
        let watch = try Watch(scene)
        try watch.wait(forCondition: "multipassd-down")
        try scene.undo("multipassd-down")
        let host = try watch.wait(upTo: .seconds(90), for: .healthy)
        #expect(host.conditions.isEmpty)
      }
    }

    @Test func `an engine that answers is not doubted while Multipass is down`() throws {
      try Scene.play { scene in
        try scene.startDockhost()
        let watch = try Watch(scene)
        try watch.wait(for: .healthy)
        try scene.fault("multipassd-down")
        #expect(try scene.dockhostctl("check").status == 0)
        let host = try watch.wait(forCondition: "multipassd-down")
        #expect(host.phase == .degraded)
        #expect(host.conditions.first?.severity == .warning)
        try scene.undo("multipassd-down")
        try watch.wait(for: .healthy)
      }
    }

    @Test func `a Multipass that never answers is a condition, and its children do not pile up`() throws {
      try Scene.play { scene in
        try scene.multipass("stop", Scene.host)
        try scene.fault("multipassd-hang")
        try scene.startDockhost()
        let watch = try Watch(scene)
        try watch.wait(forCondition: "multipassd-hung")
        let clients = try scene.laptop.run(["pgrep", "--count", "--exact", "multipass"]).output.trimmed
        #expect((Int(clients) ?? 0) <= 1)
        let start = try scene.dockhostctl("start", limit: .seconds(60))
        #expect(start.status == 1)
        #expect(start.errorOutput.contains("multipass"))
        try scene.undo("multipassd-hang")
        try watch.wait(upTo: .seconds(90), for: .healthy)
      }
    }

    @Test func `a user whom Multipass does not know is told what to do`() throws {
      try Scene.play { scene in
        try scene.fault("multipass-unauthenticated")
        try scene.startDockhost()
        let watch = try Watch(scene)
        let host = try watch.wait(forCondition: "multipass-unauthenticated")
        #expect(host.conditions.first?.hint?.contains("multipass authenticate") == true)
        try scene.undo("multipass-unauthenticated")
        try watch.wait(upTo: .seconds(90), for: .healthy)
      }
    }

    @Test func `a machine without Multipass is told what to install`() throws {
      try Scene.play(image: nil, configuration: "[multipass]\ncommand = \"no-such-multipass\"\n") { scene in
        try scene.startDockhost()
        let watch = try Watch(scene)
        let host = try watch.wait(forCondition: "multipass-missing")
        #expect(host.conditions.first?.hint?.contains("snap install multipass") == true)
        #expect(try scene.dockhostctl("start").status == 1)
      }
    }
  }
}
