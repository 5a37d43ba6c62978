/// What others may know of the supervisor.
extension Supervisor {
  /// Where the host is, before the conditions are weighed.
  package var posture: Posture {
    if let operation = job?.operation {
      switch operation {
      case .start, .restart: return hasBeenUp && wish == nil ? .recovering : .starting
      case .restartEngine: return .starting
      case .stop: return .waiting
      }
    }
    if seat?.isLent == true, !engine.isWell { return .starting }
    if engine.health == .up { return engine.isWell ? .up : .suspect }
    if instance.isAbsent { return .absent }
    if instance.trouble != nil { return .waiting }
    switch instance.knowledge {
    case .unasked: return .suspect
    case .missing: return .waiting
    case .state(let state): return posture(in: state)
    }
  }

  private func posture(in state: InstanceState) -> Posture {
    switch state {
    case .stopped, .suspended:
      guard remediableAilment != nil else { return .stopped }
      return operationFailure == nil ? (hasBeenUp ? .recovering : .starting) : .waiting
    case .starting, .restarting: return hasBeenUp ? .recovering : .starting
    case .running:
      switch engine.health {
      case .up, .unknown: return engine.patience == nil ? .suspect : hasBeenUp ? .recovering : .starting
      case .down: return .waiting
      }
    case .suspending, .delayedShutdown, .unknown: return .waiting
    case .deleted: return .absent
    }
  }

  /// Everything that was seen, for the diagnosis.
  package func sight(at now: Instant) -> Sight {
    Sight(
      instance: instance.state, isMissing: instance.isAbsent && instance.state == nil, trouble: instance.trouble,
      work: seat?.work, operation: job?.operation, overran: job?.overran ?? false, operationFailure: operationFailure,
      stoppedByOthers: memory.stoppedByOthers, address: engine.address,
      engine: engine.health == .up ? .up : engine.health == .down ? .down : .unknown,
      pingFailure: engine.lastPingFailure, streamEnd: engine.lastStreamEnd,
      failures: engine.run.succeeding ? 0 : engine.run.count, awaitsStart: engine.isStarting(at: now),
      skew: engine.skews.intolerable,
      containerd: engine.deep.containerd.hasFailed(times: DeepLook.fall) ? engine.deep.containerdTrouble : nil,
      listsHang: engine.deep.lists.hasFailed(times: DeepLook.fall), runningContainers: engine.deep.runningContainers,
      missingMounts: engine.isWell ? mounts.missing : [])
  }
}

extension EngineWatch {
  /// For how long an engine that was lost and takes connections again may be silent (facts: start grace of dockerd).
  private static let silentStart = Duration.seconds(60)

  /// Whether its silence is that of an engine being started.
  func isStarting(at now: Instant) -> Bool {
    if patience != nil { return true }
    guard let orderlyEnd, lastLoss == .ping(.silent) else { return false }
    return now - orderlyEnd < Self.silentStart
  }

  var lastPingFailure: PingFailure? {
    if case .ping(let failure) = lastLoss { failure } else { nil }
  }

  var lastStreamEnd: StreamEnd? {
    if case .stream(let end) = lastLoss { end } else { nil }
  }
}
