import Dispatch

extension Daemon {
  /// Runs a command in the guest off the main thread, as the client does by SSH in life.
  func enter(_ name: String, _ command: [String], _ caller: Caller) {
    do throws(Refusal) {
      try table.requireOperative(name).state.requireEnterable(name)
    } catch {
      return caller.send(.refused(error))
    }
    Self.thread().async {
      caller.answer { () throws(Refusal) in
        let streams = caller.descriptors
        guard streams.count == 3, self.answers(name, withinSeconds: 5) else {
          throw self.connectionRefusal(name)
        }
        caller.send(.entered)
        return .exited(
          try self.attempt {
            try self.guests.run(
              name, command, streams: GuestStreams(input: streams[0], output: streams[1], error: streams[2]))
          })
      }
    }
  }

  func set(_ key: String, _ value: String) throws(Refusal) -> Reply {
    let before = table
    let changed = try change { (memory: inout Memory) throws(Refusal) in
      try memory.table.set(key, to: value, preparing: memory.preparing)
    }
    guard let changed, let specification = table.instances[changed]?.specification,
      specification != before.instances[changed]?.specification
    else { return .done }
    try attempt { try guests.resize(changed, specification) }
    return .done
  }
}
