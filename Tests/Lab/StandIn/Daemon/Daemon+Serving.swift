import Glibc

extension Daemon {
  /// Serves one request on the main thread; everything else waits meanwhile.
  func serve(_ request: Request, _ caller: Caller) {
    sufferFaults()
    noticeEndedGuests()
    switch request {
    case .version: caller.send(.version(Self.version))
    case .list(let addresses): caller.send(.listed(list(addresses: addresses)))
    case .listSnapshots: caller.send(.snapshots(table.snapshotRows))
    case .info(let names, let entering): caller.answer { () throws(Refusal) in try info(names, entering: entering) }
    case .launch(let launch): self.launch(launch, caller)
    case .start(let names, let timeout): start(names, timeout: timeout, caller)
    case .stop(let names, let manner): caller.answer { () throws(Refusal) in try stop(names, manner) }
    case .restart(let names, let timeout): restart(names, timeout: timeout, caller)
    case .suspend(let names): caller.answer { () throws(Refusal) in try suspend(names) }
    case .delete(let names, let purge): caller.answer { () throws(Refusal) in try delete(names, purge: purge) }
    case .purge: caller.answer { () throws(Refusal) in try purge() }
    case .recover(let names): caller.answer { () throws(Refusal) in try recover(names) }
    case .snapshot(let name, let snapshot, let comment):
      caller.answer { () throws(Refusal) in try takeSnapshot(of: name, named: snapshot, comment: comment) }
    case .restore(let name, let snapshot):
      caller.answer { () throws(Refusal) in try restoreSnapshot(snapshot, of: name) }
    case .enter(let name, let command): enter(name, command, caller)
    case .mount(let name, let mount): caller.answer { () throws(Refusal) in try self.mount(name, mount) }
    case .unmount(let name, let target): caller.answer { () throws(Refusal) in try unmount(name, target) }
    case .get(let key): caller.answer { () throws(Refusal) in .value(try table.value(of: key)) }
    case .set(let key, let value): caller.answer { () throws(Refusal) in try set(key, value) }
    case .keys: caller.send(.keys(table.keys))
    }
  }

  /// Waits out a hang and a slowness, and lets instances fall into the state Unknown.
  private func sufferFaults() {
    while folder.readFaults().hang == true { pause(milliseconds: 100) }
    let faults = folder.readFaults()
    if let seconds = faults.slowSeconds { pause(milliseconds: UInt32(max(0, seconds) * 1000)) }
    for name in table.instances.keys {
      let isWanted = faults.unknown?.contains(name) == true
      change(name) { instance in
        guard instance.isUnknownByFault != isWanted else { return }
        instance.isUnknownByFault = isWanted
        if isWanted { instance.state = .unknown }
      }
    }
  }

  /// The hypervisor tells the daemon of a machine that ended by itself.
  private func noticeEndedGuests() {
    for name in table.operativeNames where !guests.isPoweredOn(name) {
      switch state(of: name) {
      case .running, .delayedShutdown, .unknown, .suspended: forgetPower(of: name)
      // Who waits for these finds out.
      case .stopped, .starting, .restarting, .suspending, nil: break
      }
    }
  }

  /// The machine is off now.
  func forgetPower(of name: String) {
    change(name) { $0.state = .stopped }
    endSession(with: name)
  }

  func pause(milliseconds: UInt32) {
    usleep(milliseconds * 1000)
  }
}
