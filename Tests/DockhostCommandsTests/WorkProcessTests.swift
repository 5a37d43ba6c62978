import DockhostInterface
import Glibc
import Testing

@testable import DockhostCommands

@Suite struct WorkProcesses {
  /// Says two steps, and waits.
  private let busy = FakeDaemon { call in
    call.reply(WorkReply(work: WorkStep(name: "launch", title: "Creating the instance")), continues: true)
    call.reply(
      WorkReply(work: WorkStep(name: "install", title: "Installing Docker Engine", done: 9, total: 20)), continues: true
    )
    call.awaitLeave()
  }

  @Test func `leaves on Ctrl-C without stopping the work, and says how to see it again`() throws {
    let program = try Program(["up", "one", "--memory", "4G"], with: busy)
    try program.awaitErrors("one: Installing Docker Engine\n")
    program.signal(SIGINT)
    #expect(
      try program.end()
        == Outcome(
          status: 130, output: "",
          errors: "dockhostctl: left; dockhostd goes on bringing up 'one'\n"
            + "  see it again: dockhostctl up one --memory 4G\n"))
  }

  @Test func `draws the steps on a terminal, the last one with a bar`() throws {
    let terminal = try Terminal(columns: 80, rows: 10)
    let program = try Program(["up"], with: busy, terminal: terminal, environment: ["NO_COLOR": "1"])
    try program.awaitOutput("\r\u{1B}[K▸ Creating the instance")
    try program.awaitOutput("\r\u{1B}[K✓ Creating the instance\r\n")
    try program.awaitOutput("\r\u{1B}[K▸ Installing Docker Engine  █████████░░░░░░░░░░░  45 %")
    terminal.type("\u{3}")
    let outcome = try program.end()
    #expect(outcome.status == 130)
    #expect(outcome.output.contains("\r\u{1B}[K… Installing Docker Engine\r\n"))
  }

  @Test func `leaves after a time`() throws {
    let outcome = try run("up", "one", "--timeout", "50ms", with: busy)
    #expect(outcome.status == 75)
    #expect(outcome.errors.contains("not done within 50 ms; dockhostd goes on bringing up 'one'\n"))
  }

  @Test func `gives its place to what leads into the guest, quoted where a shell reads it`() throws {
    for quotes in [true, false] {
      let daemon = FakeDaemon { call in
        let asked = call.parameters(AccessParameters.self)
        guard call.method == .getAccess, asked?.host == "one", asked?.terminal != true else { return call.hangUp() }
        call.reply(AccessReply(arguments: ["printf", "<%s>"], quotes: quotes))
      }
      let program = try Program(["exec", "one", "--", "a b", "it's", "-v"], with: daemon)
      let said = quotes ? "<'a b' 'it'\\''s' -v>" : "<a b><it's><-v>"
      #expect(try program.end() == Outcome(status: 0, output: said, errors: ""))
    }
  }

  @Test func `asks for a terminal where there is one, and ends as the shell ends`() throws {
    let daemon = FakeDaemon { call in
      guard call.parameters(AccessParameters.self)?.terminal == true else { return call.hangUp() }
      call.reply(AccessReply(arguments: ["sh", "-c", "echo in; exit 7"], quotes: true))
    }
    let program = try Program(["shell"], with: daemon, terminal: try Terminal(columns: 80, rows: 10))
    #expect(try program.end() == Outcome(status: 7, output: "in\r\n", errors: ""))
  }

  @Test(arguments: [
    ("exit 0", nil),
    (
      "echo 'Error response from daemon: client version 1.39 is too old. Minimum supported API version is 1.44' >&2; exit 1",
      "dockhostctl: the docker client of this machine cannot use this engine: client version 1.39 is too old. "
        + "Minimum supported API version is 1.44. Install another client, or another engine: dockhostctl engine upgrade\n"
    ),
    ("echo 'Cannot connect to the Docker daemon' >&2; exit 1", nil),
    ("[ $DOCKER_HOST = tcp://10.231.0.7:2375 ] || echo 'api version too new' >&2; exit 1", nil),
  ])
  func `tells of a docker client that does not fit the engine`(script: String, said: String?) throws {
    let daemon = FakeDaemon { $0.reply(WorkReply(host: .sample("one"))) }
    let folder = Folder()
    // The shell writes the script itself: a file that another process has open for writing cannot be run.
    let write = "printf '#!/bin/sh\\n%s\\n' \"$1\" > \"$0\"; chmod 700 \"$0\"; shift; exec \"$@\""
    let program = try Program(
      ["up"], with: daemon, environment: ["PATH": "\(folder.path):/usr/bin:/bin"],
      before: ["sh", "-c", write, folder.file("docker"), script])
    #expect(
      try program.end() == Outcome(status: 0, output: "DOCKER_HOST=tcp://10.231.0.7:2375\n", errors: said ?? ""))
  }
}

@Suite struct ClientPackages {
  @Test(arguments: [
    ("ID=debian\nVERSION_ID=\"13\"\n", "sudo apt install docker-cli"),
    ("PRETTY_NAME=\"Debian GNU/Linux forky/sid\"\nID=debian\n", "sudo apt install docker-cli"),
    ("ID=debian\nVERSION_ID=\"12\"\n", "sudo apt install docker.io, or docker-ce-cli from Docker's own repository"),
    ("ID=ubuntu\nID_LIKE=debian\n", "sudo apt install docker.io, or docker-ce-cli from Docker's own repository"),
    ("ID=fedora\n", "docker-cli, or docker-ce-cli from Docker's own repository"),
    ("", "docker-cli, or docker-ce-cli from Docker's own repository"),
  ])
  func `names the package that a distribution has`(osRelease: String, package: String) {
    #expect(clientPackage(osRelease: osRelease) == package)
  }
}
