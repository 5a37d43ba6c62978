import DockhostInterface
import Testing
import Varlink

/// The daemon as it is built and run.
@Suite(.timeLimit(.minutes(1))) struct DaemonProgram {
  private let more = #","more":true"#

  @Test func `tells its watchers which hosts a reload takes away`() async throws {
    let daemon = try DaemonProcess(configuration: "[host.docker-host]\n[host.spare]\n")
    let (all, one) = (try ControlClient(path: daemon.path), try ControlClient(path: daemon.path))
    try await all.send(call(.monitor, flags: more))
    try await one.send(call(.monitor, #"{"host":"spare"}"#, flags: more))
    #expect(try await news(all)?.hosts.map(\.name) == ["docker-host", "spare"])
    #expect(try await news(one)?.hosts.map(\.name) == ["spare"])
    try daemon.configure("[host.docker-host]\n")
    #expect(
      try await ControlClient(path: daemon.path).ask(call(.reload)) == #"{"parameters":{"changed":["spare"]}}"#)
    // Before it, there may be news of what Multipass said.
    while let news = try await news(all), news.gone != ["spare"] { #expect(news.gone == nil) }
    while try await news(one) != nil {}
    #expect(daemon.end() == 0, "\(daemon.log)")
  }

  /// The next news; nil when there are no more, as the host that is watched has gone.
  private func news(_ client: ControlClient) async throws -> MonitorReply? {
    let reply = try #require(await client.receive())
    let head = try decodeReply(reply)
    guard let error = head.error else { return try decodeParameters(MonitorReply.self, from: reply) }
    #expect(SupervisorError(name: error, from: reply) == .noSuchHost(host: "spare"))
    return nil
  }
}
