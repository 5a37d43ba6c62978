import DockhostInterface
import Machines
import Testing

extension Stories {
  @Suite struct Daemons {
    @Test func `a frozen daemon is killed by the watchdog and comes back`() throws {
      try Scene.play { scene in
        try scene.laptop.write(
          "[Service]\nWatchdogSec=4\n", to: "/home/dev/.config/systemd/user/dockhostd.service.d/quick.conf", as: .dev)
        try scene.systemctl("daemon-reload")
        try scene.startDockhost()
        #expect(try scene.dockhostctl("wait", "--timeout", "60s").status == 0)
        let frozen = try #require(scene.mainPID)
        try scene.laptop.perform(["kill", "-STOP", "\(frozen)"], as: .dev)
        // The socket is the service manager's: the question waits for the next daemon.
        #expect(try scene.dockhostctl("wait", "--timeout", "60s").status == 0)
        #expect(scene.mainPID != frozen)
        #expect(scene.journal.contains("watchdog"))
      }
    }

    @Test func `a watch outlives a restart of the daemon`() throws {
      try Scene.play { scene in
        try scene.startDockhost()
        let watch = try Watch(scene)
        try watch.wait(for: .healthy)
        try scene.systemctl("restart", "dockhostd.service")
        try watch.wait(for: "the new daemon's word") { $0.phase == .healthy && watch.streams == 2 }
      }
    }

    @Test func `a start goes on when the daemon is killed in it, and is not begun twice`() throws {
      try Scene.play { scene in
        try scene.multipass("stop", Scene.host)
        try scene.fault("slow-commands")
        try scene.startDockhost()
        let watch = try Watch(scene)
        try watch.wait(for: "a start under way") { $0.phase == .starting }
        try scene.laptop.perform(["pgrep", "--full", "multipass start \(Scene.host)"])
        let killed = try #require(scene.mainPID)
        try scene.laptop.perform(["kill", "-KILL", "\(killed)"], as: .dev)
        try scene.laptop.perform(["pgrep", "--full", "multipass start \(Scene.host)"])
        try scene.undo("slow-commands")
        try watch.wait(upTo: .seconds(120), for: .healthy)
        #expect(scene.mainPID != killed)
      }
    }

    @Test func `ends within a second and leaves the machine as it is`() throws {
      try Scene.play { scene in
        try scene.startDockhost()
        #expect(try scene.dockhostctl("wait", "--timeout", "60s").status == 0)
        let daemon = try #require(scene.mainPID)
        try scene.laptop.perform(
          ["sh", "-c", "kill -TERM \(daemon); exec timeout 1 tail --sleep-interval=0.02 --pid=\(daemon) -f /dev/null"],
          as: .dev)
        #expect(try scene.multipass("list").contains("Running"))
      }
    }

    @Test func `refuses to run twice and says so`() throws {
      try Scene.play(image: nil) { scene in
        try scene.startDockhost()
        let second = try scene.laptop.run(["dockhostd"], as: .dev)
        #expect(second.status == 1)
        #expect(second.errorOutput.contains("already"))
        #expect(try scene.dockhostctl("status").status == 1)
      }
    }

    @Test func `serves its owner and root only`() throws {
      try Scene.play(image: nil) { scene in
        try scene.startDockhost()
        let socket = "/run/user/1000/dockhost/control.sock"
        #expect(try scene.laptop.perform(["stat", "--format=%a %U", socket]).trimmed == "600 dev")
        let root = try scene.laptop.run(["dockhostctl", "--socket", socket, "list"])
        #expect(root.status == 0, "\(root)")
      }
    }
  }
}
