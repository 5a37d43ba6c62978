extension Daemon {
  func start(_ names: [String], timeout: Int?, _ caller: Caller) {
    do throws(Refusal) {
      var waiting: [String] = []
      var complaints: [String] = []
      for name in try table.selectForStart(names) {
        switch try beginStart(of: name) {
        case .nothing, .cancelShutdown: break
        case .powerOn, .resume, .wait: waiting.append(name)
        case .complain(let complaint): complaints.append(complaint)
        }
      }
      waitUntilReady(waiting, complaints, timeout: timeout, caller)
    } catch {
      caller.send(.refused(error))
    }
  }

  private func beginStart(of name: String) throws(Refusal) -> StartStep {
    let step = state(of: name)?.startStep(of: name) ?? .nothing
    switch step {
    case .nothing, .wait, .complain: break
    case .cancelShutdown: change(name) { $0.state = .running }
    case .powerOn:
      if folder.readFaults().withoutKVM == true { throw .withoutKVM }
      try attempt { try guests.powerOn(name) }
      change(name) { $0.state = .starting }
    case .resume:
      try attempt { try guests.thaw(name) }
      change(name) { $0.state = .starting }
    }
    return step
  }

  func restart(_ names: [String], timeout: Int?, _ caller: Caller) {
    do throws(Refusal) {
      let names = try table.selectOperative(names)
      for name in names {
        try state(of: name)?.requireRestartable(name)
        guard reach(name) else { throw connectionRefusal(name) }
        change(name) { $0.state = .restarting }
        endSession(with: name)
      }
      inBackground {
        let complaints = names.compactMap(self.complaintAfterReboot(of:))
        self.waitUntilReady(names, complaints, timeout: timeout, caller)
      }
    } catch {
      caller.send(.refused(error))
    }
  }

  /// Powers the guest off and on; one that does not go down is left to the wait for its SSH.
  private func complaintAfterReboot(of name: String) -> String? {
    do throws(Refusal) {
      try attempt { try guests.requestPowerOff(name) }
      if waitForPowerOff(name) { try attempt { try guests.powerOn(name) } }
      return nil
    } catch {
      return "\(name): \(error.message)"
    }
  }

  /// Waits for each guest's SSH off the main thread, and answers once all are there or given up.
  func waitUntilReady(_ names: [String], _ complaints: [String], timeout: Int?, _ caller: Caller) {
    inBackground {
      let complaints =
        complaints
        + names.compactMap { name in
          let complaint = self.complaintAfterWaiting(for: name, timeout: timeout)
          if complaint == nil { self.activateMounts(of: name).forEach { caller.send(.warning($0)) } }
          return complaint
        }
      caller.send(complaints.isEmpty ? .done : .refused(.errors(.failedPrecondition, complaints)))
    }
  }

  /// Waits for the guest's SSH, keeps the state that follows from it, and returns the complaint, if any.
  func complaintAfterWaiting(for name: String, timeout: Int?) -> String? {
    let end = waitForSSH(name, for: .seconds(patience(timeout)))
    // A stop by force may have come between.
    guard let state = state(of: name), state == .starting || state == .restarting else {
      return end == .up ? nil : "\(name): instance shutdown during start"
    }
    switch end {
    case .up:
      change(name) { $0.state = .running }
      beginSession(with: name)
      return nil
    case .timedOut:
      change(name) { $0.state = .unknown }
      return "\(name): timed out waiting for response"
    case .gone:
      change(name) { $0.state = .stopped }
      return "\(name): instance shutdown during start"
    }
  }
}
