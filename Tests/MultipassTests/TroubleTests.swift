import Multipass
import Supervision
import Testing

/// Multipass's own texts, as releases and later versions print them.
@Suite struct Troubles {
  private func trouble(_ errorOutput: String, code: Int32 = 2) -> MultipassTrouble? {
    CommandEnd(exit: .code(code), errorOutput: errorOutput).trouble
  }

  @Test(arguments: [
    "list failed: cannot connect to the multipass socket\n",
    "start failed: cannot connect to the multipass socket\n\n",
    "[2026-11-23T21:43:11.046] [warning] [client] x\nlist failed: cannot connect to the multipass socket\n",
    "exec failed: cannot connect to the multipass socket\nexec failed: cannot connect to the multipass socket\n",
    "[2026-11-23T21:43:11.046] [error] [client] Caught an unhandled exception: failed to open file "
      + "'/usr/local/etc/multipassd/multipass_root_cert.pem': No such file or directory(2)\n",
  ])
  func `with a daemon that is away`(_ text: String) {
    #expect(trouble(text) == .daemonDown)
    #expect(trouble(text, code: 1) == .daemonDown)
  }

  @Test(arguments: [
    (
      "list failed: The client is not authenticated with the Multipass service.\n"
        + "Please use 'multipass authenticate' before proceeding.\n",
      "list failed: The client is not authenticated with the Multipass service. "
        + "Please use 'multipass authenticate' before proceeding."
    ),
    (
      "list failed: The user is not authenticated with the Multipass service.\n",
      "list failed: The user is not authenticated with the Multipass service."
    ),
    ("list failed: multipass socket access denied\n", "list failed: multipass socket access denied"),
  ])
  func `with a user whom the daemon does not serve`(_ text: String, _ reason: String) {
    #expect(trouble(text) == .unauthenticated(reason: reason))
  }

  @Test(arguments: [
    "stop failed: The following errors occurred:\ninstance \"docker-host\" does not exist\n",
    "start failed: instance(s) missing\nInstance 'nosuch' does not exist.\n",
    "mount failed: instance 'nosuch' does not exist\n",
    "launch failed: instance \"docker-host\" already exists\n",
    "launch failed: instance \"docker-host\" is being prepared\n",
    "info failed: The following errors occurred:\ninstance \"docker-host\" is deleted\n",
    "start failed: The following errors occurred:\nInstance 'docker-host' is deleted. Use 'recover' to recover it.\n",
    "transfer failed: instance \"docker-host\" is not running\n",
    "start failed: The following errors occurred:\ndocker-host: timed out waiting for response\n",
    "launch failed: The following errors occurred:\ntimed out waiting for initialization to complete\n",
    "exec failed: Cannot retrieve credentials in unknown state\n",
    "info failed: ssh connection failed: 'Timeout connecting to 10.21.124.56'\n",
    "stop failed: Cannot shut down suspended instance docker-host.\nUse --force to power it off.\n",
    "stop failed: The process did not finish within 300000 milliseconds\n",
    "launch failed: Available disk (1 bytes) below minimum for this image (2 bytes)\n",
    "launch failed: Requested disk (1 bytes) below minimum for this image (2 bytes)\n",
    "launch failed: Invalid memory size value supplied: 1.\n",
    "launch failed: Invalid instance name supplied: a.b\n",
    "launch failed: KVM support is not enabled on this machine.\n",
    "launch failed: The KVM device cannot be opened.\n",
    "start failed: dnsmasq died: . Ensure nothing is using port 53.\n",
    "set failed: Cannot update instance settings; instance: docker-host; reason: Instance must be stopped\n",
    "get failed: Unrecognized settings key: 'local.nope'\n",
  ])
  func `are told in Multipass's words`(_ text: String) {
    guard case .failed(let reason) = trouble(text) else {
      Issue.record("not a failure: \(text)")
      return
    }
    #expect(!reason.contains("\n"))
    #expect(!reason.contains("The following errors occurred"))
    for line in text.split(separator: "\n") where !line.hasSuffix("The following errors occurred:") {
      #expect(reason.contains(line))
    }
  }

  @Test func `of the client's timer end with exit code 5`() {
    #expect(
      trouble("Timed out waiting for instance to start.\n", code: 5)
        == .failed(reason: "Timed out waiting for instance to start."))
  }

  @Test func `leave out log lines and repetitions`() {
    let text = """
      [2026-11-23T21:43:11.046] [error] [url downloader] Failed to get https://example.net
      exec failed: ssh connection failed: 'Connection refused'
      exec failed: ssh connection failed: 'Connection refused'

      """
    #expect(trouble(text) == .failed(reason: "exec failed: ssh connection failed: 'Connection refused'"))
  }

  @Test func `without a word name the exit code`() {
    #expect(trouble("", code: 255) == .failed(reason: "multipass ended with exit code 255 and gave no reason"))
    #expect(trouble("[t] [error] [x] y\n") == .failed(reason: "multipass ended with exit code 2 and gave no reason"))
  }

  @Test func `of the process itself are told apart`() {
    #expect(CommandEnd(exit: .notFound).trouble == .missing)
    #expect(CommandEnd(exit: .limitPassed).trouble == .hung)
    #expect(CommandEnd(exit: .signal(9)).trouble == .failed(reason: "multipass was killed by signal 9"))
    #expect(CommandEnd(exit: .code(0), errorOutput: "list failed: anything\n").trouble == nil)
  }
}
