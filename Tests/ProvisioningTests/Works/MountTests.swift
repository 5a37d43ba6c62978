import Multipass
import Provisioning
import Supervision
import Testing

@Suite struct MountTests {
  @Test(arguments: [InstanceState.running, .stopped])
  func `mounts and unmounts a folder, once`(_ state: InstanceState) {
    var world = WorkWorld(things: WorkWorld.Things(instance: state))
    #expect(world.run(WorkWorld.mount("/home/me")).end.lines.first?.contains("is mounted") == true)
    #expect(world.things.mounts == ["/home/me": "/home/me"])
    #expect(world.run(WorkWorld.mount("/home/me")).end.lines.first?.contains("already") == true)
    #expect(world.run(WorkWorld.unmount).end.isDone)
    #expect(world.things.mounts.isEmpty)
    #expect(world.run(WorkWorld.unmount).end.lines == ["nothing is mounted at '/home/me' in 'docker-host'"])
  }

  @Test func `mounts a folder anew that is missing in the guest, whatever Multipass says`() {
    var world = WorkWorld.running()
    world.things.mounts = ["/home/me": "/home/me"]
    let mount = MountSettings(source: "/home/me", target: "/home/me")
    let work = MountFolder(
      host: WorkWorld.host, mount: mount, sources: MountSources(home: "/home/me", isSnap: true), renewed: true)
    let run = world.run(work)
    #expect(run.end.isDone)
    #expect(run.steps == ["look", "mounts", "unmount", "mount"])
    #expect(world.things.mounts == ["/home/me": "/home/me"])
  }

  @Test func `tells a guest that runs for which folders its engine waits`() {
    var world = WorkWorld.running()
    let mount = MountSettings(source: "/home/me", target: "/home/me")
    let sources = MountSources(home: "/home/me", isSnap: true)
    let work = MountFolder(host: WorkWorld.host, mount: mount, sources: sources, awaited: ["/home/me"])
    #expect(world.run(work).steps.last == "await")
    let undoing = UnmountFolder(host: WorkWorld.host, target: "/home/me", awaited: [])
    #expect(world.run(undoing).steps.last == "await")
    world.things.instance = .stopped
    #expect(world.run(work).steps.last == "mount")
  }

  @Test func `does not take another folder's place`() {
    var world = WorkWorld.running()
    world.things.mounts = ["/src": "/home/me/old"]
    let failure = world.run(WorkWorld.mount("/home/me/new", "/src")).end.failure
    #expect(failure?.reason.contains("'/home/me/old' is mounted at '/src'") == true)
    #expect(failure?.hint.contains("dockhostctl unmount docker-host /src") == true)
  }

  @Test(arguments: [
    ("/tmp/x", "outside /home"), ("/opt/a", "outside /home"), ("/home", "outside /home"), ("/", "outside /home"),
    ("/home/me/.config", "hidden"), ("/home/me/.ssh/keys", "hidden"), ("home/me", "no absolute path"),
    ("/home/me/../you", "no absolute path"), ("/home/me/\u{7}", "no absolute path"), ("", "no absolute path"),
  ])
  func `refuses a source that the snap does not see`(_ source: String, _ reason: String) {
    let failure = WorkWorld.mount(source, "/src").move.failure
    #expect(failure?.reason.contains(reason) == true)
    #expect(failure?.hint.contains("`") == true)
  }

  @Test(arguments: ["/home/me", "/home/me/src", "/home/me/src/.hidden", "/home/me/a b"])
  func `takes a source that the snap sees`(_ source: String) {
    var world = WorkWorld.running()
    #expect(world.run(WorkWorld.mount(source)).end.isDone)
  }

  @Test func `takes any folder where Multipass is no snap`() {
    var world = WorkWorld.running()
    #expect(world.run(WorkWorld.mount("/srv/data", isSnap: false)).end.isDone)
    #expect(world.things.mounts == ["/srv/data": "/srv/data"])
  }

  @Test(arguments: [
    "/", "//", "/etc", "/etc/docker", "/usr/local", "/var/lib/docker", "/home", "/home/ubuntu", "/home/ubuntu/.ssh",
    "/proc", "/dev/shm", "/run", "src", "", "/src/../etc", "/a\nb",
  ])
  func `refuses a target that the guest needs itself`(_ target: String) {
    let failure = WorkWorld.mount("/home/me", target).move.failure
    #expect(failure?.hint.contains("`dockhostctl mount docker-host SOURCE /mnt/NAME`") == true)
    #expect(UnmountFolder(host: WorkWorld.host, target: target).move.failure != nil)
  }

  @Test(arguments: ["/src", "/home/me", "/home/ubuntu/src", "/mnt/a", "/etcetera", "/srv"])
  func `takes a target that is free`(_ target: String) {
    #expect(WorkWorld.mount("/home/me", target).move.failure == nil)
  }

  @Test func `tells what Multipass has against it`() {
    var world = WorkWorld.running()
    world.refusal = ("mount", "Error enabling mount support in 'docker-host'")
    let failure = world.run(WorkWorld.mount("/home/me")).end.failure
    #expect(failure?.hint.contains("snap install multipass-sshfs") == true)
  }

  @Test(arguments: [nil, .suspended, .unknown, .deleted] as [InstanceState?])
  func `needs an instance whose mounts can change`(_ state: InstanceState?) {
    var world = WorkWorld(things: WorkWorld.Things(instance: state))
    #expect(world.run(WorkWorld.mount("/home/me")).end.failure?.hint.contains("`") == true)
    #expect(world.run(WorkWorld.unmount).end.failure != nil)
  }
}
