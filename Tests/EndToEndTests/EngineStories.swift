import DockhostInterface
import Machines
import Testing

extension Stories {
  /// An engine in trouble is told of with the right word, and no remedy is taken by guess.
  @Suite struct Engines {
    private func play(
      _ image: String, _ fault: String, expecting code: String, configuration: String? = nil,
      _ more: (Scene, Watch) throws -> Void = { _, _ in }
    ) throws {
      try Scene.play(image: image, configuration: configuration) { scene in
        try scene.startDockhost()
        let watch = try Watch(scene)
        try watch.wait(for: .healthy)
        try scene.fault(fault)
        let host = try watch.wait(forCondition: code)
        #expect(host.phase != .healthy)
        #expect(host.conditions.first?.evidence.isEmpty == false)
        #expect(host.conditions.first?.hint?.isEmpty == false)
        try more(scene, watch)
        #expect(!scene.journal.contains("restarting"))
        #expect(!scene.journal.contains("starting the instance"))
        try scene.undo(fault)
        try watch.wait(for: .healthy)
      }
    }

    @Test func `an engine that is kept down after a kill`() throws {
      try play("engine", "engine-kill", expecting: "engine-down")
    }

    @Test func `an engine that was stopped in order`() throws {
      try play("engine-socket", "engine-stop", expecting: "engine-down") { scene, _ in
        // A connection of ours would start it again by its socket.
        let state = try scene.inGuest("sh", "-c", "systemctl is-active docker.service || true")
        #expect(state.trimmed != "active")
      }
    }

    @Test func `an engine that hangs`() throws {
      try play("engine-socket", "engine-hang", expecting: "engine-hung") { scene, watch in
        #expect(watch.told.last?.phase == .waiting)
        let status = try scene.dockhostctl("status")
        #expect(status.status == 1)
      }
    }

    @Test func `containerd that died or hangs`() throws {
      // Two looks in a row: a minute each, where nothing else is said.
      try play(
        "engine-socket", "containerd-hang", expecting: "containerd-hung",
        configuration: "[host.docker-host.probe]\ndeep-interval = \"4s\"\n")
    }

    @Test func `restarts the engine when told to`() throws {
      try Scene.play { scene in
        try scene.startDockhost()
        let watch = try Watch(scene)
        try watch.wait(for: .healthy)
        let before = try scene.inGuest("systemctl", "show", "--property=MainPID", "--value", "docker.service")
        let restart = try scene.dockhostctl("restart", "--engine")
        #expect(restart.status == 0, "\(restart)")
        #expect(try scene.inGuest("systemctl", "show", "--property=MainPID", "--value", "docker.service") != before)
        #expect(try scene.dockhostctl("status").status == 0)
      }
    }

    @Test func `an engine whose route a tunnel took is reached over its bridge`() throws {
      try Scene.play { scene in
        try scene.startDockhost()
        let watch = try Watch(scene)
        try watch.wait(for: .healthy)
        try scene.fault("route-stolen")
        let check = try scene.dockhostctl("check")
        #expect(check.status == 0, "\(check)")
        try scene.undo("route-stolen")
        #expect(try scene.dockhostctl("check").status == 0)
      }
    }

    @Test func `a guest's clock that is behind is a condition while the engine is used`() throws {
      try Scene.play(configuration: "[host.docker-host.probe]\ninterval = \"1s\"\n") { scene in
        try scene.startDockhost()
        let watch = try Watch(scene)
        try watch.wait(for: .healthy)
        try scene.fault("clock-skew")
        let host = try watch.wait(forCondition: "clock-skew")
        #expect(host.phase == .degraded)
        try scene.undo("clock-skew")
        try watch.wait(for: .healthy)
      }
    }
  }
}
