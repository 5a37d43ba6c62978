import DockhostInterface
import Machines
import Testing

extension Stories {
  @Suite struct Logins {
    @Test func `the first status starts the daemon by its socket`() throws {
      try Scene.play { scene in
        try scene.systemctl("enable", "--now", "dockhostd.socket")
        #expect(scene.mainPID == nil)
        let status = try scene.dockhostctl("wait", "--timeout", "60s")
        #expect(status.status == 0, "\(status)")
        #expect(scene.mainPID != nil)
        let table = try scene.dockhostctl("status")
        #expect(table.status == 0)
        #expect(table.output.contains("docker-host"))
        #expect(table.output.contains("healthy"))
      }
    }

    @Test func `a login starts a stopped host with nobody calling`() throws {
      try Scene.play { scene in
        try scene.multipass("stop", Scene.host)
        try scene.startDockhost()
        let watch = try Watch(scene)
        let host = try watch.wait(for: "an engine that was looked into") {
          $0.phase == .healthy && $0.endpoint.containersRunning != nil && $0.endpoint.engineVersion != nil
        }
        #expect(host.instance.state == "Running")
        #expect(host.endpoint.engineVersion?.hasPrefix("20.10") == true)
        #expect(host.endpoint.containersRunning == 0)
        #expect(try scene.systemctl("show", "--property=StatusText", "dockhostd").contains("docker-host: healthy"))
      }
    }

    @Test func `a host without an instance is told of, and not made`() throws {
      try Scene.play(image: nil) { scene in
        try scene.startDockhost()
        let watch = try Watch(scene)
        let host = try watch.wait(forCondition: "instance-missing")
        #expect(host.phase == .absent)
        #expect(try scene.dockhostctl("status").status == 1)
        #expect(try scene.dockhostctl("start", limit: .seconds(60)).status == 1)
        #expect(try !scene.multipass("list").contains(Scene.host))
      }
    }

    @Test func `a bad configuration ends the start with 78, and a bad one at reload changes nothing`() throws {
      try Scene.play(configuration: "[host.docker-host.engine]\nport = 70000\n") { scene in
        let started = try scene.laptop.run(
          ["systemctl", "--user", "start", "dockhostd.service"], as: .dev)
        #expect(started.status != 0)
        #expect(
          try scene.systemctl("show", "--property=ExecMainStatus", "--value", "dockhostd.service").trimmed == "78")
        #expect(scene.journal.contains("config.toml:2: host.docker-host.engine.port: 70000"))
        try scene.configure("[host.docker-host]\n")
        try scene.systemctl("reset-failed", "dockhostd.service")
        try scene.startDockhost()
        #expect(try scene.dockhostctl("wait", "--timeout", "60s").status == 0)
        try scene.configure("[host.docker-host]\ndesired = \"asleep\"\n")
        let refused = try scene.dockhostctl("reload")
        #expect(refused.status == 78)
        #expect(refused.errorOutput.contains("config.toml:2"))
        #expect(try scene.dockhostctl("status").status == 0)
        try scene.configure("[host.docker-host]\n[host.other]\ndesired = \"stopped\"\n")
        #expect(try scene.dockhostctl("reload").output.contains("other"))
        #expect(try scene.dockhostctl("list").output.contains("other"))
      }
    }
  }
}
