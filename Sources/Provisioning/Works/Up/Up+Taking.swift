import Multipass
import Supervision

extension Up {
  /// Takes how the step that `move` asked for ended.
  package mutating func take(_ outcome: Outcome) {
    guard case .perform(let step) = move else { return }
    if let failure = WorkFailure(step, outcome, host: host) { return take(failure, of: step, outcome) }
    switch (step.action, outcome) {
    case (.makeKey, .key(let line)): describe(line)
    case (.multipass(let command), .ended(let end)): take(end, of: command)
    case (.guest, .guest(.observed(let seen))): observation = seen
    case (.guest, .guest(.applied(let changes))): self.changes = changes
    case (.send, _): debsSent += 1
    case (.pinHostKey, _): isPinned = true
    case (.awaitEngine, .engine(let version)): engineVersion = version
    case (.pause, _): waitsFor = nil
    // Told as failures above.
    case (.makeKey, _), (.multipass, _), (.guest, _), (.awaitEngine, _): break
    }
  }

  private mutating func describe(_ key: String) {
    var settings = settings
    // The engine waits after a boot for what is mounted, and must not wait for what cannot be.
    settings.mounts = wantedMounts
    do throws(WorkFailure) {
      var described = try GuestDescription(settings, key: key, routes: routes, agreed: agreed)
      described.debFiles = wantedDebs.map(fileName)
      described.upgrades = upgrades
      description = described
    } catch {
      failure = error
    }
  }

  private mutating func take(_ end: CommandEnd, of command: MultipassCommand) {
    switch command {
    case .states:
      instance = readList(end).state(of: host)
      if instance == .found(.suspending), !planOnly {
        wait("'\(host)' to be suspended", WorkFailure(.look(at: host), .suspending, host: host))
      }
    case .launch:
      tries.launches += 1
      instance = nil
    case .start:
      tries.starts += 1
      instance = nil
    case .cutPower:
      tries.cuts += 1
      instance = nil
    case .get(let key): sizes[key] = .some(readSetting(end))
    case .info: mounts.take(readMounts(end, of: host), host: host)
    case .mount(_, _, let target): mounts.finish(target)
    case .version, .addresses, .stop, .restart, .restartEngine, .delete, .set, .snapshot, .umount, .exec: break
    }
  }

  /// Takes a failure, after some of which the work goes on.
  private mutating func take(_ failure: WorkFailure, of step: Step, _ outcome: Outcome) {
    switch (step.action, outcome) {
    case (.multipass(.launch), .ended(let end)) where end.meetsAnotherLaunch:
      wait("another launch of '\(host)'", failure)
    case (.multipass(.launch), .ended(let end)) where end.ranOutOfTime || end.findsNameTaken:
      // What there is now is looked at: nothing that a launch left behind is given up.
      tries.launches += 1
      instance = nil
      setback = failure
    case (.multipass(.start), .ended(let end)) where end.ranOutOfTime:
      tries.starts += 1
      instance = nil
      setback = failure
    case (.multipass(.get(let key)), _): sizes[key] = .some(nil)
    case (.multipass(.info), _): mounts.giveUp(failure)
    case (.multipass(.mount(_, _, let target)), _): mounts.finish(target, failure)
    case (.guest, .guest(.unreachable)):
      // A run that a dead daemon left in the guest keeps the next one waiting until it has installed an engine.
      observation = nil
      tries.misses += 1
      if tries.misses > 15 { self.failure = failure } else { wait("the guest to answer", failure) }
    default: self.failure = failure
    }
  }

  /// Has a pause made before the next look; half an hour in all, after which `failure` is the end.
  mutating func wait(_ what: String, _ failure: WorkFailure) {
    instance = nil
    waitsFor = what
    tries.waits += 1
    if tries.waits > 360 { self.failure = failure }
  }
}
