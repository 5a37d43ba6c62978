import Dispatch

extension Daemon {
  /// Brings up what ran when the last daemon ended.
  ///
  /// A machine that the last daemon suspended goes on, one that is off boots. One that is on although nobody suspended
  /// it is left from a daemon that was killed: the new one does not know it, and calls it stopped.
  package func resume() {
    mainThread.async {
      for (name, instance) in self.table.instances where !instance.isDeleted { self.resume(name, instance) }
    }
  }

  private func resume(_ name: String, _ instance: Instance) {
    change(name) { $0.isSuspendedAtExit = false }
    switch instance.state {
    case .running, .delayedShutdown:
      let isLeftOver = !instance.isSuspendedAtExit && guests.isPoweredOn(name)
      guard !isLeftOver, (try? bringUp(name, thawing: instance.isSuspendedAtExit)) != nil else {
        return change(name) { $0.state = .stopped }
      }
      change(name) { $0.state = .starting }
      inBackground {
        if self.complaintAfterWaiting(for: name, timeout: nil) == nil { _ = self.activateMounts(of: name) }
      }
    case .starting, .restarting, .suspending, .unknown: change(name) { $0.state = .stopped }
    case .stopped, .suspended: break
    }
  }

  private func bringUp(_ name: String, thawing: Bool) throws {
    if thawing, guests.isPoweredOn(name) {
      try guests.thaw(name)
    } else {
      try guests.powerOn(name)
    }
  }

  /// Ends as on SIGTERM: after the waits that are under way, every running guest is suspended and every other one cut
  /// off; then `ended` is called.
  package func shutDown(ended: @escaping @Sendable () -> Void) {
    work.notify(queue: mainThread) {
      for (name, instance) in self.table.instances where self.guests.isPoweredOn(name) {
        self.leave(name, instance)
      }
      ended()
    }
  }

  private func leave(_ name: String, _ instance: Instance) {
    if instance.state.isRunning { deactivate(instance.mounts, of: name) }
    if instance.state.isRunning, (try? guests.freeze(name)) != nil {
      change(name) { $0.isSuspendedAtExit = true }
    } else if instance.state != .suspended {
      try? guests.cutPower(name)
      change(name) { $0.state = .stopped }
    }
  }
}
