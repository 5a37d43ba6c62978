import CLinux
import DockhostInterface
import Glibc
import Testing
import Varlink

@testable import DockhostRuntime

/// Works as the built daemon runs them, over a Multipass that is a script.
@Suite(.timeLimit(.minutes(1))) struct WorkRuns {
  private let more = #","more":true"#

  /// One instance, which is stopped; `delete` waits for a line in the fifo `gate`.
  private let oneInstance = """
    echo "$*" >>asked
    case $1 in
    list) [ -e deleted ] && echo '{"list":[]}' ||
      echo '{"list":[{"name":"docker-host","state":"Stopped","ipv4":[],"release":"Ubuntu 24.04 LTS"}]}';;
    delete) [ -e gate ] || mkfifo gate; echo here >>arrived; read line <gate; touch deleted;;
    start) ;;
    esac
    """

  private func daemon(_ configuration: String = "[host.docker-host]\ndesired = \"stopped\"\n") throws -> DaemonProcess {
    let daemon = try DaemonProcess(configuration: configuration, multipass: oneInstance)
    #expect(mkfifo("\(daemon.folder)/gate", 0o600) == 0)
    return daemon
  }

  private func delete(_ agreed: String) -> String {
    call(.delete, #"{"agreed":[\#(agreed)]}"#, flags: more)
  }

  private func failure(_ reply: [UInt8]?) throws -> SupervisorError? {
    let reply = try #require(reply)
    return try decodeReply(reply).error.flatMap { SupervisorError(name: $0, from: reply) }
  }

  /// The names of the steps up to the end, and the end.
  private func follow(_ client: ControlClient) async throws -> (steps: [String], end: WorkReply?, SupervisorError?) {
    var steps: [String] = []
    while let reply = try await client.receive() {
      if let error = try failure(reply) { return (steps, nil, error) }
      let answer = try decodeParameters(WorkReply.self, from: reply)
      guard let step = answer.work else { return (steps, answer, nil) }
      if steps.last != step.name { steps.append(step.name) }
    }
    return (steps, nil, nil)
  }

  /// Opens the gate at which the script waits; returns when the script has come through.
  private func open(_ daemon: DaemonProcess) async {
    let path = "\(daemon.folder)/gate"
    await Task.detached {
      let gate = Glibc.open(path, O_WRONLY)
      _ = Glibc.write(gate, "go\n", 3)
      close(gate)
    }.value
  }

  @Test func `ask before they do what cannot be undone`() async throws {
    let daemon = try daemon()
    let client = try ControlClient(path: daemon.path)
    try await client.send(delete(""))
    let (_, end, error) = try await follow(client)
    #expect(end == nil)
    guard case .needsConsent("docker-host", "delete", let question, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(question.contains("docker-host"))
    #expect(!daemon.read("asked").contains("delete"))
    #expect(daemon.end() == 0, "\(daemon.log)")
  }

  @Test func `let others join in, and refuse what is something else`() async throws {
    let daemon = try daemon()
    let (first, second) = (try ControlClient(path: daemon.path), try ControlClient(path: daemon.path))
    try await first.send(delete(#""delete""#))
    try await second.send(delete(#""delete""#))
    let other = try ControlClient(path: daemon.path)
    for busy in [call(.start), call(.forget), call(.resize, #"{"cpus":4}"#)] {
      try await other.send(busy)
      #expect(try await failure(other.receive()) == .busy(host: "docker-host", operation: "delete"))
    }
    await open(daemon)
    let (steps, end, error) = try await follow(first)
    let (others, othersEnd, _) = try await follow(second)
    #expect(error == nil)
    #expect(end?.lines?.isEmpty == false)
    #expect(steps.contains("delete") && others.contains("delete"))
    #expect(othersEnd == end)
    #expect(daemon.read("arrived") == "here\n")
    #expect(daemon.end() == 0, "\(daemon.log)")
  }

  @Test func `go on when the one who asked has left`() async throws {
    let daemon = try daemon()
    let first = try ControlClient(path: daemon.path)
    try await first.send(delete(#""delete""#))
    _ = try await first.receive()
    await first.close()
    let second = try ControlClient(path: daemon.path)
    try await second.send(delete(#""delete""#))
    await open(daemon)
    #expect(try await follow(second).end?.lines?.isEmpty == false)
    #expect(daemon.read("arrived") == "here\n")
    #expect(daemon.end() == 0, "\(daemon.log)")
  }

  @Test func `say which step failed, and what to do`() async throws {
    let daemon = try DaemonProcess(
      configuration: "[host.docker-host]\n",
      multipass: #"echo "list failed: cannot connect to the multipass socket" >&2; exit 2"#)
    let client = try ControlClient(path: daemon.path)
    try await client.send(call(.up, #"{"agreed":["no-mount-home"]}"#, flags: more))
    guard case .workFailed("docker-host", let step, let reason, let hint) = try await follow(client).2 else {
      Issue.record("\(daemon.log)")
      return
    }
    #expect(step == "look")
    #expect(!reason.isEmpty && !hint.isEmpty)
    #expect(daemon.end() == 0, "\(daemon.log)")
  }

  @Test func `write into the configuration what they are told to make, but not for a plan`() async throws {
    let configuration = "# mine\n[host.docker-host]\ncpus = 1 # few\n"
    let daemon = try DaemonProcess(configuration: configuration)
    let client = try ControlClient(path: daemon.path)
    let wishes = #""host":"big","wishes":{"cpus":2,"memory":"6G","disk":"20G"},"agreed":["no-mount-home"]"#
    try await client.send(call(.up, "{\(wishes),\"plan\":true}", flags: more))
    #expect(try await follow(client).end?.lines?.isEmpty == false)
    #expect(daemon.read("config.toml") == configuration)
    try await client.send(call(.up, "{\(wishes)}", flags: more))
    // The script launches nothing.
    #expect(try await follow(client).2 != nil)
    let written = daemon.read("config.toml")
    #expect(written.contains("# mine") && written.contains("cpus = 1 # few"))
    #expect(written.contains("[host.big]") && written.contains(#"memory = "6G""#))
    let status = try #require(try await client.ask(call(.getStatus)))
    #expect(status.contains(#""name":"big""#) && status.contains(#""name":"docker-host""#))
    #expect(daemon.end() == 0, "\(daemon.log)")
  }

  @Test func `plan with the same paths that they would work with`() async throws {
    let daemon = try DaemonProcess(configuration: "[host.docker-host]\nmounts = [\"~/src\"]\n")
    let client = try ControlClient(path: daemon.path)
    try await client.send(call(.up, #"{"plan":true,"wishes":{"cpus":4}}"#, flags: more))
    let (_, end, error) = try await follow(client)
    #expect(error == nil)
    #expect(end?.lines?.contains { $0.contains("multipass mount \(daemon.folder)/src docker-host:") } == true)
    #expect(daemon.end() == 0, "\(daemon.log)")
  }

  @Test func `write through a link, and not over what is no text`() async throws {
    let daemon = try DaemonProcess(configuration: "[host.docker-host]\n")
    let (file, target) = ("\(daemon.folder)/config.toml", "\(daemon.folder)/dotfiles.toml")
    #expect(rename(file, target) == 0)
    #expect(symlink("dotfiles.toml", file) == 0)
    let client = try ControlClient(path: daemon.path)
    let cpus = #"{"wishes":{"cpus":3},"agreed":["no-mount-home"]}"#
    try await client.send(call(.up, cpus, flags: more))
    _ = try await follow(client)
    var status = stat()
    #expect(lstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(daemon.read("dotfiles.toml").contains("cpus = 3"))
    let bytes = Array("# \u{e9}\n[host.docker-host]\n".unicodeScalars.map { UInt8($0.value) })
    try replaceFile(target, with: bytes)
    try await client.send(call(.up, #"{"wishes":{"cpus":5}}"#, flags: more))
    guard case .invalidSettings = try await follow(client).2 else {
      Issue.record("\(daemon.log)")
      return
    }
    #expect(try readFile(target, atMost: 1000) == bytes)
    #expect(daemon.end() == 0, "\(daemon.log)")
  }

  @Test func `forget what they know of a guest only when it is gone`() async throws {
    let script = """
      case $1 in
      list) [ -e deleted ] && echo '{"list":[]}' ||
        echo '{"list":[{"name":"docker-host","state":"Stopped","ipv4":[],"release":"Ubuntu 24.04 LTS"}]}';;
      delete) [ -e mayDelete ] || { echo "delete failed: no" >&2; exit 2; }; touch deleted;;
      esac
      """
    let daemon = try DaemonProcess(
      configuration: "[host.docker-host]\ndesired = \"stopped\"\n", multipass: script)
    let folder = "\(daemon.folder)/state/docker-host"
    try makeFolder(folder)
    try replaceFile("\(folder)/known_hosts", with: Array("dockhost-docker-host ssh-ed25519 AAAA\n".utf8))
    let purge = call(.delete, #"{"purge":true,"agreed":["delete"]}"#, flags: more)
    let client = try ControlClient(path: daemon.path)
    try await client.send(purge)
    #expect(try await follow(client).2 != nil)
    #expect(access("\(folder)/known_hosts", F_OK) == 0)
    try replaceFile("\(daemon.folder)/mayDelete", with: [])
    try await client.send(purge)
    #expect(try await follow(client).2 == nil)
    #expect(access("\(folder)/known_hosts", F_OK) != 0)
    #expect(daemon.end() == 0, "\(daemon.log)")
  }

  @Test func `take files out of a guest although the configuration names one that is gone`() async throws {
    let daemon = try DaemonProcess(
      configuration: "[host.docker-host.engine]\nca-certificates = [\"/nonexistent.pem\"]\n")
    let client = try ControlClient(path: daemon.path)
    try await client.send(call(.forget, flags: more))
    let (_, end, error) = try await follow(client)
    #expect(error == nil)
    #expect(end?.lines?.first?.contains("there is no instance") == true)
    #expect(daemon.end() == 0, "\(daemon.log)")
  }

  @Test func `say that they wait for a command that is under way`() async throws {
    let script = #"[ -e gone ] || { touch gone; read line <gate; }; echo '{"list":[]}'"#
    let daemon = try DaemonProcess(configuration: "[host.docker-host]\n", multipass: script)
    #expect(mkfifo("\(daemon.folder)/gate", 0o600) == 0)
    let client = try ControlClient(path: daemon.path)
    try await client.send(delete(#""delete""#))
    let first = try decodeParameters(WorkReply.self, from: #require(await client.receive()))
    #expect(first.work?.name == "wait")
    await open(daemon)
    _ = try await follow(client)
    #expect(daemon.end() == 0, "\(daemon.log)")
  }

  @Test func `take no name and no size that is none`() async throws {
    let daemon = try daemon()
    let client = try ControlClient(path: daemon.path)
    try await client.send(call(.up, #"{"host":"no.name"}"#))
    guard case .workFailed("no.name", _, let rule, _)? = try await failure(client.receive()) else {
      Issue.record("\(daemon.log)")
      return
    }
    #expect(rule.contains("'no.name'") && rule.contains("a letter first"))
    try await client.send(call(.resize, #"{"memory":"much"}"#))
    guard case .workFailed(_, _, let reason, let hint)? = try await failure(client.receive()) else {
      Issue.record("\(daemon.log)")
      return
    }
    #expect(reason.contains("'much'") && hint.contains("4G"))
    #expect(daemon.end() == 0, "\(daemon.log)")
  }

  @Test func `give a way into the guest through Multipass where it has no key of ours`() async throws {
    let daemon = try daemon()
    let reply = try #require(try await ControlClient(path: daemon.path).ask(call(.getAccess)))
    #expect(reply.contains(#""quotes":false"#) && reply.contains(#""exec","-n","docker-host""#))
    #expect(daemon.end() == 0, "\(daemon.log)")
  }
}
