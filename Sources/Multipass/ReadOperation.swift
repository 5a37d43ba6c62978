package import Supervision

/// Reads how an operation's command ended; its standard output is a spinner's and says nothing.
package func readOperation(_ operation: Operation, _ end: CommandEnd) -> OperationOutcome {
  switch (operation, end.trouble) {
  case (_, nil): .done
  case (.start, .failed(let reason)), (.restart, .failed(let reason)): .trouble(.failed(reason: advising(reason)))
  case (_, let trouble?): .trouble(trouble)
  }
}

/// Adds the way out of the state Unknown, for which Multipass names none or a wrong one.
private func advising(_ reason: String) -> String {
  guard stuckSigns.contains(where: reason.contains) else { return reason }
  return reason + "; `multipass stop --force` and then `multipass start` gets it out of that state"
}

/// The state is Unknown, or was just made so by a wait that ran out.
private let stuckSigns = ["already running, but in an unknown state", ": timed out waiting for response"]
