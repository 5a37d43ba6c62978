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
    (.stop("a"), 330), (.restartEngine("a"), 120),
  ])
  func `have a limit beyond Multipass's own`(_ command: MultipassCommand, _ seconds: Int) {
    #expect(command.limit == .seconds(seconds))
  }

  @Test func `that boot a machine are never signalled`() {
    #expect(!MultipassCommand.start("a").mayBeSignalled)
    #expect(!MultipassCommand.restart("a").mayBeSignalled)
    for command in [MultipassCommand.version, .states, .addresses, .stop("a"), .restartEngine("a")] {
      #expect(command.mayBeSignalled)
    }
  }
}
