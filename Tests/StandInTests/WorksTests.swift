import Glibc
import Multipass
import Provisioning
import StandIn
import Supervision
import Testing

/// Dockhost's works, their commands run by the built client against the stand-in's daemon.
@Suite struct WorksOnTheStandIn {
  private func run(_ command: MultipassCommand, _ bench: Bench) throws -> CommandEnd {
    let client = try ClientProcess(bench, command.arguments)
    if let input = command.input { _ = write(client.input, input, input.count) }
    let end = client.end()
    return CommandEnd(exit: .code(end.code), output: end.output, errorOutput: end.error)
  }

  private func drive(_ work: some Work, _ bench: Bench) throws -> Move {
    var work = work
    for _ in 0..<50 {
      guard case .perform(let step) = work.move else { return work.move }
      if case .multipass(let command) = step.action {
        work.take(.ended(try run(command, bench)))
      } else {
        work.take(.failed(reason: "there is no guest", hint: "there is none"))
      }
    }
    return work.move
  }

  private func isDone(_ move: Move) -> Bool {
    if case .done = move { true } else { false }
  }

  private static let launch = Launch(
    name: "docker-host", image: nil, cpus: 3, memory: Size(mebibytes: 4608), disk: Size(mebibytes: 40 << 10),
    cloudInit: "#cloud-config\n{\"runcmd\": []}\n")

  @Test func `launch, and tell how far it is`() throws {
    let bench = try Bench()
    let end = try run(.launch(Self.launch), bench)
    #expect(end.exit == .code(0))
    #expect(bench.word == "Running")
    var reader = LaunchProgressReader()
    let told = end.output.utf8.compactMap { reader.take([$0])?.title }
    #expect(Set(told).isSuperset(of: ["Creating the instance", "Starting the instance"]))
    #expect(readSetting(try run(.get(key: "local.docker-host.cpus"), bench)) == "3")
    let memory = try #require(readSetting(try run(.get(key: "local.docker-host.memory"), bench)))
    #expect(Self.launch.memory.isShown(as: memory))
    #expect(try run(.launch(Self.launch), bench).findsNameTaken)
  }

  @Test func `resize, and start again`() throws {
    let bench = try Bench(.running)
    let work = Resize(
      host: "docker-host", cpus: 4, memory: Size("8G"), disk: Size("60G"), agreed: [Consent.stopContainers])
    #expect(isDone(try drive(work, bench)))
    #expect(bench.word == "Running")
    let instance = bench.daemon.table.instances["docker-host"]?.specification
    #expect(instance?.cpus == 4)
    #expect(instance?.memory == 8 << 30)
    #expect(instance?.disk == 60 << 30)
  }

  @Test func `tell of a folder that the snap does not see, and unmount`() throws {
    let bench = try Bench(.running)
    // Only the client knows that it is the snap's.
    let folder = MountSettings(source: bench.folder, target: "/mnt/bench")
    let mount = MountFolder(
      host: "docker-host", mount: folder, sources: MountSources(home: "/home/me", isSnap: false))
    guard case .failed(let failure) = try drive(mount, bench) else {
      Issue.record("a folder outside /home was mounted")
      return
    }
    #expect(failure.reason.contains(bench.folder) && !failure.hint.isEmpty)
    let home = Mount(source: "/home/dev", target: "/mnt/bench", userMappings: [], groupMappings: [])
    #expect(try bench.ask(.mount(name: "docker-host", home)) == .done)
    #expect(
      readMounts(try run(.info("docker-host"), bench), of: "docker-host") == .mounted(["/mnt/bench": "/home/dev"]))
    #expect(isDone(try drive(UnmountFolder(host: "docker-host", target: "/mnt/bench"), bench)))
    #expect(readMounts(try run(.info("docker-host"), bench), of: "docker-host") == .mounted([:]))
  }

  @Test(arguments: [MachineState.running, .stopped, .suspended])
  func `delete, and then for good`(_ state: MachineState) throws {
    let bench = try Bench(state)
    #expect(isDone(try drive(Delete(host: "docker-host", purge: false, agreed: [Consent.delete]), bench)))
    #expect(bench.word == "Deleted")
    let purge = try drive(Delete(host: "docker-host", purge: true, agreed: [Consent.delete]), bench)
    #expect(isDone(purge), "\(purge)")
    #expect(bench.word == nil)
  }
}
