import Multipass
import StandIn
import Testing

/// What Dockhost types is understood as it is meant.
@Suite struct TypedByDockhost {
  private static let launch = Launch(
    name: "big", image: "24.04", cpus: 4, memory: Size(mebibytes: 4608), disk: Size(mebibytes: 40 << 10), cloudInit: "")

  private func understood(_ command: MultipassCommand) throws -> ClientCommand {
    try ClientCommand(parsing: command.arguments)
  }

  @Test func `in a launch`() throws {
    guard case .launch(let request, let cloudInit, _) = try understood(.launch(Self.launch)) else {
      Issue.record("it is no launch")
      return
    }
    #expect(request.name == "big")
    #expect((request.image, request.cpus, request.memory, request.disk) == ("24.04", 4, "4608M", "40G"))
    #expect(request.timeout == 1500)
    #expect(cloudInit == "-")
  }

  @Test(
    arguments: [
      .info("a"), .cutPower("a"), .delete("a", purge: true), .delete("a", purge: false), .get(key: "local.a.cpus"),
      .set(key: "local.a.cpus", value: "4"), .mount(source: "/home/me/a b", instance: "a", target: "/home/me/a b"),
      .umount(instance: "a", target: "/home/me"), .exec("a", ["sudo", "python3", "-I", "-c", "x", "--flag"]),
    ] as [MultipassCommand])
  func `in every other command`(_ command: MultipassCommand) throws {
    _ = try understood(command)
  }

  @Test func `in a command for the guest, whose options are its own`() throws {
    guard case .exec(let name, let command, _, let mapsDirectory) = try understood(.exec("a", ["ls", "-n", "--", "x"]))
    else {
      Issue.record("it is no exec")
      return
    }
    #expect(name == "a")
    #expect(command == ["ls", "-n", "--", "x"])
    #expect(!mapsDirectory)
  }
}
