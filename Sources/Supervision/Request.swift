/// What a user asks of a host.
package enum Request: Equatable, Sendable {
  case start
  case stop
  case restartInstance
  case restartEngine
  /// Look at everything afresh.
  case check
  case pause
  case resume
  /// Lend the host's right to run `multipass` to a work of that name; done when it is lent, and until `Event.returned`.
  case work(String)
}

/// How a request ended.
package enum Answer: Equatable, Sendable {
  case done
  case refused(Refusal)
}

/// Why a request could not be carried out.
package enum Refusal: Equatable, Sendable {
  /// The instance does not run, and the request needs it to.
  case notRunning
  /// Another operation has not ended, or a later request took this one's place; its name.
  case busy(String)
  /// There is no instance of that name.
  case absent
  case multipassUnavailable(reason: String)
  /// The engine did not answer within this many seconds.
  case timedOut(seconds: Int)
}

/// What is being done for a request, told while it goes on.
package enum Step: Equatable, Sendable {
  case operating(Operation)
  /// The instance runs; its address is asked for.
  case locating
  /// The address is known; the engine has not answered yet.
  case awaitingEngine(address: String)
  /// Another operation has to end first.
  case awaiting(Operation)
  case looking
}
