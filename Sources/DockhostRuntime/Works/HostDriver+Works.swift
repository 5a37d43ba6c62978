import Configuration
import DockhostInterface
import Provisioning
import Supervision

/// Works on the host: one at a time.
extension HostDriver {
  /// Whether the same work is under way; `caller` then hears of it.
  func joins(_ request: WorkRequest, _ caller: Caller) -> Bool {
    guard let run, run.request.isSame(as: request) else { return false }
    run.follow(caller)
    return true
  }

  /// Begins a work as soon as no command of Multipass runs for the host.
  ///
  /// `done` is called when it is done, before those who follow it hear of it.
  func begin(
    _ work: any Work, for request: WorkRequest, _ caller: Caller?, done: @escaping () -> Void = {}
  ) throws(SupervisorError) {
    if let run { throw .busy(host: name, operation: run.name) }
    let run = WorkRun(
      work, for: request, host: { [self] in host },
      steps: StepRunner(host: name, port: configuration.enginePort, services: services, keys: keys),
      logger: services.logger
    ) { [self] isDone, legacy in
      self.run = nil
      send(.returned(legacy))
      if isDone { done() }
      workEnded()
    }
    self.run = run
    if let caller { run.follow(caller) }
    let id = services.requests.next()
    grants[id] = { [self] answer in
      switch answer {
      case .done: run.proceed()
      case .refused(let refusal):
        self.run = nil
        run.end(refusal.error(host: host))
      }
    }
    send(.requested(.work(work.name), by: id))
    if grants[id] != nil { run.tellOfWait() }
  }

  var keys: GuestKeys { GuestKeys(folder: services.state.folder(of: name), host: name) }

  /// The command line to enter the guest with: by Dockhost's own key where the guest has it, else through Multipass.
  func access(multipass: String, dialer: String, terminal: Bool) -> AccessReply {
    if keys.arePinned, let address = host.endpoint.address {
      return AccessReply(arguments: keys.entry(at: address, dialer: dialer, terminal: terminal), quotes: true)
    }
    // Without words it is a shell; the words are not the shell's to read.
    let script = #"[ $# -gt 0 ] || exec "${SHELL:-sh}" -l; exec "$@""#
    return AccessReply(arguments: [multipass, "exec", "-n", name, "--", "sh", "-c", script, "sh"], quotes: false)
  }
}

extension WorkRequest {
  /// Whether it asks for the same work, whatever was agreed to.
  func isSame(as other: WorkRequest) -> Bool {
    switch (self, other) {
    case (.up(let wishes, let plan, _), .up(let others, let othersPlan, _)): wishes == others && plan == othersPlan
    case (.resize(let cpus, let memory, let disk, _), .resize(let others, let othersMemory, let othersDisk, _)):
      cpus == others && memory == othersMemory && disk == othersDisk
    case (.delete(let purge, _), .delete(let others, _)): purge == others
    case (.upgrade(let version, _), .upgrade(let others, _)): version == others
    case (.up, _), (.resize, _), (.delete, _), (.upgrade, _), (.mount, _), (.unmount, _), (.verify, _), (.forget, _):
      self == other
    }
  }
}
