import DockhostInterface
import Machines
import Testing

extension Stories {
  @Suite struct Instances {
    /// Plays from a host that is healthy and watched.
    private func play(_ configuration: String? = nil, _ story: (Scene, Watch) throws -> Void) throws {
      try Scene.play(configuration: configuration) { scene in
        try scene.startDockhost()
        let watch = try Watch(scene)
        try watch.wait(for: .healthy)
        try story(scene, watch)
      }
    }

    @Test func `a killed machine is started at once`() throws {
      try play { scene, watch in
        try scene.fault("vm-kill")
        try watch.wait(upTo: .seconds(30), for: .recovering)
        let host = try watch.wait(for: .healthy)
        #expect(host.lastIncident?.ended != nil)
        #expect(host.lastIncident?.actions.count == 1)
        #expect(scene.journal.contains("starting the instance"))
      }
    }

    @Test func `a machine that was shut down in order is left stopped`() throws {
      try play { scene, watch in
        try scene.fault("guest-poweroff")
        let host = try watch.wait(for: .stopped)
        #expect(host.conditions.map(\.code) == ["instance-stopped"])
        #expect(host.conditions.first?.message.contains("Someone else") == true)
        try scene.systemctl("restart", "dockhostd.service")
        #expect(try scene.dockhostctl("check").status != 69)
        #expect(try scene.multipass("list").contains("Stopped"))
        #expect(try scene.dockhostctl("start").status == 0)
        try watch.wait(for: .healthy)
      }
    }

    @Test func `it is started where the policy says so`() throws {
      try play("[host.docker-host.policy]\nexternal-stop = \"restart\"\n") { scene, watch in
        try scene.fault("guest-poweroff")
        try watch.wait(for: "a start") { $0.phase == .recovering }
        try watch.wait(for: .healthy)
      }
    }

    @Test func `a suspended machine is resumed`() throws {
      try play { scene, watch in
        try scene.multipass("suspend", Scene.host)
        try watch.wait(for: "an engine out of reach") { $0.phase != .healthy }
        try watch.wait(upTo: .seconds(90), for: .healthy)
      }
    }

    @Test func `a machine in an unknown state is told of, and nothing is done to it`() throws {
      try play { scene, watch in
        try scene.fault("state-unknown")
        try scene.fault("guest-freeze")
        try watch.wait(upTo: .seconds(90), for: "an unknown state and a verdict on the engine") {
          $0.phase == .waiting && $0.conditions.contains { $0.code == "instance-unknown" }
        }
        #expect(!scene.journal.contains("starting the instance"))
        try scene.undo("guest-freeze")
        try scene.undo("state-unknown")
        try watch.wait(upTo: .seconds(90), for: .healthy)
      }
    }

    @Test func `an address that changed is followed`() throws {
      try play { scene, watch in
        let before = watch.told.last?.endpoint.address
        try scene.fault("address-changed")
        let host = try watch.wait(upTo: .seconds(90), for: "another address that answers") {
          $0.phase == .healthy && $0.endpoint.address != before
        }
        #expect(host.endpoint.address != nil)
        try scene.systemctl("restart", "dockhostd.service")
        #expect(try scene.dockhostctl("wait", "--timeout", "20s").status == 0)
      }
    }

    @Test func `what the user stopped stays stopped, over a restart of the daemon`() throws {
      try play { scene, watch in
        #expect(try scene.dockhostctl("stop").status == 0)
        try watch.wait(for: .stopped)
        #expect(try scene.dockhostctl("status").status == 3)
        try scene.systemctl("restart", "dockhostd.service")
        #expect(try scene.dockhostctl("check").status != 69)
        #expect(try scene.dockhostctl("status").status == 3)
        #expect(try scene.multipass("list").contains("Stopped"))
        #expect(try scene.dockhostctl("start").status == 0)
        #expect(try scene.dockhostctl("status").status == 0)
      }
    }

    @Test func `a machine is restarted when the user says so`() throws {
      try play { scene, _ in
        let before = scene.lab.guest(Scene.host).leader
        let end = try scene.dockhostctl("restart")
        #expect(end.status == 0, "\(end.errorOutput)")
        #expect(scene.lab.guest(Scene.host).leader != before)
        #expect(try scene.dockhostctl("status").status == 0)
      }
    }

    @Test func `a paused host is watched and left alone`() throws {
      try play { scene, watch in
        #expect(try scene.dockhostctl("pause").status == 0)
        try scene.fault("vm-kill")
        let host = try watch.wait(forCondition: "instance-stopped")
        #expect(host.paused)
        #expect(try scene.dockhostctl("check").status != 69)
        #expect(try scene.multipass("list").contains("Stopped"))
        #expect(try scene.dockhostctl("resume").status == 0)
        try watch.wait(upTo: .seconds(90), for: .healthy)
      }
    }
  }
}
