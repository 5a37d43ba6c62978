import Dispatch

extension Daemon {
  func stop(_ names: [String], _ manner: StopManner) throws(Refusal) -> Reply {
    for name in try table.selectOperative(names) {
      switch manner {
      case .cancel: cancelShutdown(of: name)
      case .force: try stop(name, force: true)
      case .inOrder(afterMinutes: 0): try stop(name, force: false)
      case .inOrder(let minutes): try delayShutdown(of: name, minutes: minutes)
      }
    }
    return .done
  }

  func stop(_ name: String, force: Bool) throws(Refusal) {
    switch try state(of: name)?.stopStep(force: force) {
    case .shutDown: try shutDown(name)
    case .cutPower:
      try attempt { try guests.cutPower(name) }
      forgetPower(of: name)
    case .nothing, nil: break
    }
  }

  /// Warns the guest's users by SSH, presses the power button and waits; everything else waits meanwhile.
  private func shutDown(_ name: String) throws(Refusal) {
    if state(of: name) != .unknown { _ = reach(name) }
    try attempt { try guests.requestPowerOff(name) }
    guard waitForPowerOff(name) else {
      let limit = "\(patience * 1000) milliseconds"
      throw Refusal(.failedPrecondition, "The QEMU process did not finish within \(limit) after being shutdown")
    }
    forgetPower(of: name)
  }

  func waitForPowerOff(_ name: String) -> Bool {
    let deadline = ContinuousClock.now + .seconds(patience)
    while guests.isPoweredOn(name) {
      if ContinuousClock.now >= deadline { return false }
      pause(milliseconds: 50)
    }
    return true
  }

  private func delayShutdown(of name: String, minutes: Int) throws(Refusal) {
    guard try state(of: name)?.stopStep(force: false) == .shutDown else { return }
    change(name) { $0.state = .delayedShutdown }
    let delay = try change { (memory: inout Memory) throws(Refusal) in
      memory.delays[name, default: 0] += 1
      return memory.delays[name]
    }
    mainThread.asyncAfter(deadline: .now() + .seconds(minutes * 60)) {
      guard self.look({ $0.delays[name] }) == delay, self.state(of: name) == .delayedShutdown else { return }
      try? self.stop(name, force: false)
    }
  }

  private func cancelShutdown(of name: String) {
    change(name) { if $0.state == .delayedShutdown { $0.state = .running } }
  }

  func suspend(_ names: [String]) throws(Refusal) -> Reply {
    for name in try table.selectOperative(names) where state(of: name)?.canSuspend == true {
      try attempt { try guests.freeze(name) }
      change(name) { $0.state = .suspended }
      endSession(with: name)
    }
    return .done
  }

  func delete(_ names: [String], purge: Bool) throws(Refusal) -> Reply {
    let table = table
    let snapshots = names.filter { $0.contains(".") }
    for path in snapshots { try deleteSnapshot(path) }
    let instances = names.filter { !$0.contains(".") }
    guard snapshots.isEmpty || !instances.isEmpty else { return .done }
    for name in try table.selectExisting(instances, orAll: table.listedNames) {
      if state(of: name) == .suspended || purge {
        try stop(name, force: true)
      } else {
        try stop(name, force: false)
      }
      change(name) { $0.isDeleted = true }
      if purge { try remove(name) }
    }
    return .done
  }

  func purge() throws(Refusal) -> Reply {
    for name in table.deletedNames { try remove(name) }
    return .done
  }

  private func remove(_ name: String) throws(Refusal) {
    try attempt { try guests.destroy(name) }
    try change { (memory: inout Memory) throws(Refusal) in memory.table.instances[name] = nil }
  }

  func recover(_ names: [String]) throws(Refusal) -> Reply {
    let table = table
    for name in try table.selectExisting(names, orAll: table.deletedNames) { change(name) { $0.isDeleted = false } }
    return .done
  }
}
