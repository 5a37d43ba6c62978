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
        guard streams.count == 3, self.guests.answers(name, withinSeconds: 5) else {
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

  func mount(_ name: String, _ mount: Mount) throws(Refusal) -> Reply {
    guard let instance = table.instances[name], !instance.isDeleted else {
      throw .errors(.invalidArgument, ["instance '\(name)' does not exist"])
    }
    guard !instance.mounts.contains(where: { $0.target == mount.target }) else {
      throw .errors(.invalidArgument, ["\"\(mount.target)\" is already mounted in '\(name)'"])
    }
    change(name) { $0.mounts.append(mount) }
    return .done
  }

  func unmount(_ name: String, _ target: String?) throws(Refusal) -> Reply {
    guard let instance = table.instances[name], !instance.isDeleted else {
      throw .errors(.invalidArgument, ["instance '\(name)' does not exist"])
    }
    if let target, !instance.mounts.contains(where: { $0.target == target }) {
      throw .errors(.invalidArgument, ["path \"\(target)\" is not mounted in '\(name)'"])
    }
    change(name) { $0.mounts.removeAll { $0.target == target ?? $0.target } }
    return .done
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
