import Multipass
import Testing

@Suite struct Commands {
  @Test(arguments: [
    (MultipassCommand.version, ["version", "--format", "json"]),
    (.states, ["list", "--no-ipv4", "--format", "json"]),
    (.addresses, ["list", "--format", "json"]),
    (.start("docker-host"), ["start", "docker-host"]),
    (.stop("docker-host"), ["stop", "docker-host"]),
    (.restart("docker-host"), ["restart", "docker-host"]),
    (.cutPower("docker-host"), ["stop", "--force", "docker-host"]),
    (.info("docker-host"), ["info", "docker-host", "--no-runtime-information", "--format", "json"]),
    (.delete("docker-host", purge: false), ["delete", "docker-host"]),
    (.delete("docker-host", purge: true), ["delete", "--purge", "docker-host"]),
    (.get(key: "local.docker-host.cpus"), ["get", "local.docker-host.cpus"]),
    (.set(key: "local.docker-host.memory", value: "6G"), ["set", "local.docker-host.memory=6G"]),
    (.snapshot("docker-host", name: "before"), ["snapshot", "--name", "before", "docker-host"]),
    (
      .mount(source: "/home/me/a b", instance: "docker-host", target: "/src"),
      ["mount", "/home/me/a b", "docker-host:/src"]
    ),
    (.umount(instance: "docker-host", target: "/src"), ["umount", "docker-host:/src"]),
    (.exec("docker-host", ["sudo", "true"]), ["exec", "-n", "docker-host", "--", "sudo", "true"]),
  ])
  func `are spelled as Multipass takes them`(_ command: MultipassCommand, _ arguments: [String]) {
    #expect(command.arguments == arguments)
  }

  @Test func `restart the engine after clearing the unit's start limit and without mapping a folder`() {
    let arguments = MultipassCommand.restartEngine("docker-host").arguments
    #expect(arguments.prefix(7) == ["exec", "-n", "docker-host", "--", "sudo", "sh", "-c"])
    #expect(arguments.count == 8)
    #expect(arguments.last?.contains("reset-failed docker.service docker.socket") == true)
    #expect(arguments.last?.hasSuffix("systemctl restart docker.service") == true)
  }

  @Test(arguments: [
    (MultipassCommand.version, 10), (.states, 10), (.addresses, 10), (.start("a"), 360), (.restart("a"), 360),
    (.stop("a"), 330), (.restartEngine("a"), 120), (.launch(launch), 1800), (.delete("a", purge: false), 330),
    (.mount(source: "/home/a", instance: "a", target: "/a"), 300),
  ])
  func `have a limit beyond Multipass's own`(_ command: MultipassCommand, _ seconds: Int) {
    #expect(command.limit == .seconds(seconds))
  }

  @Test func `that boot a machine are never signalled`() {
    #expect(!MultipassCommand.start("a").mayBeSignalled)
    #expect(!MultipassCommand.restart("a").mayBeSignalled)
    #expect(!MultipassCommand.launch(Self.launch).mayBeSignalled)
    for command in [MultipassCommand.version, .states, .addresses, .stop("a"), .restartEngine("a"), .get(key: "a")] {
      #expect(command.mayBeSignalled)
    }
  }

  static let launch = Launch(
    name: "docker-host", image: "24.04", cpus: 2, memory: Size(mebibytes: 4096), disk: Size(mebibytes: 40 << 10),
    cloudInit: "#cloud-config\n{}\n")

  @Test func `launch with a size, an image and a cloud-init on standard input, and end before their limit`() {
    let command = MultipassCommand.launch(Self.launch)
    #expect(
      command.arguments == [
        "launch", "--name", "docker-host", "--cpus", "2", "--memory", "4G", "--disk", "40G", "--cloud-init", "-",
        "--timeout", "1500", "24.04",
      ])
    #expect(command.input == Array("#cloud-config\n{}\n".utf8))
    #expect(command.limit > .seconds(1500))
  }

  @Test func `launch Multipass's own choice of an image where none is named`() {
    var launch = Self.launch
    launch.image = nil
    #expect(MultipassCommand.launch(launch).arguments.last == "1500")
  }

  @Test func `that are not a launch get nothing on standard input`() {
    for command in [MultipassCommand.start("a"), .states, .exec("a", ["true"])] { #expect(command.input == nil) }
  }
}
