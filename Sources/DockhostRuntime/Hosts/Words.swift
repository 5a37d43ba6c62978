import DockhostInterface
import Supervision

extension Operation {
  /// What is done, as a person reads it.
  var words: String {
    switch self {
    case .start: "starting the instance"
    case .stop: "stopping the instance"
    case .restart: "restarting the instance"
    case .restartEngine: "restarting Docker Engine"
    }
  }
}

extension Step {
  /// The step as a person reads it.
  var words: String {
    switch self {
    case .operating(let operation): operation.words
    case .locating: "asking for the instance's address"
    case .awaitingEngine(let address): "waiting for Docker Engine at \(address)"
    case .awaiting(let operation): "waiting for an earlier operation: \(operation.words)"
    case .looking: "looking at the instance"
    }
  }
}

extension Refusal {
  /// The refusal as the interface names it.
  func error(host: Host) -> SupervisorError {
    switch self {
    case .notRunning, .absent: .notRunning(host: host.name, phase: host.phase)
    case .busy(let operation): .busy(host: host.name, operation: operation)
    case .multipassUnavailable(let reason): .multipassUnavailable(reason: reason)
    case .timedOut(let seconds): .timeout(host: host.name, seconds: seconds)
    }
  }
}
