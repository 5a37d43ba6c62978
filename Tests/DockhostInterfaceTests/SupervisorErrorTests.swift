import DockhostInterface
import Testing
import Varlink

@Suite struct SupervisorErrorTests {
  @Test(arguments: samples)
  func `crosses the wire unchanged`(error: SupervisorError) throws {
    let reply = Array(error.encoded().dropLast())
    let head = try decodeReply(reply)
    #expect(head.error == error.name)
    #expect(SupervisorError(name: error.name, from: reply) == error)
  }

  @Test(arguments: samples)
  func `is not read from another's parameters`(error: SupervisorError) {
    let reply = Array(#"{"error":"\#(error.name)","parameters":{"other":1}}"#.utf8)
    #expect(SupervisorError(name: error.name, from: reply) == nil)
    #expect(SupervisorError(name: "org.example.\(error.name)", from: Array(error.encoded().dropLast())) == nil)
  }

  @Test func `is written as the interface says`() {
    let reply = SupervisorError.notRunning(host: "docker-host", phase: .gaveUp).encoded()
    let expected =
      #"{"error":"org.dockhost.Supervisor.NotRunning","parameters":{"host":"docker-host","phase":"gaveUp"}}"#
    #expect(String(decoding: reply.dropLast(), as: UTF8.self) == expected)
  }
}

/// Every error; those with an optional parameter with and without it.
let samples: [SupervisorError] = [
  .noSuchHost(host: "a"), .ambiguousHost(hosts: ["a", "b"]), .notRunning(host: "a", phase: .stopped),
  .busy(host: "a", operation: "restart"), .multipassUnavailable(reason: "not installed"),
  .timeout(host: "a", seconds: 180), .invalidSettings(file: "/x/config.toml", line: 3, message: "is out of range"),
  .invalidSettings(file: "/x/config.toml", line: nil, message: "is out of range"),
  .needsConsent(host: "a", key: "purge", question: "Delete 'a' for good?", details: ["3 containers", "a volume"]),
  .workFailed(host: "a", step: "launch", reason: "no image 'x'", hint: "see: multipass find"),
]
