extension Daemon {
  /// Mounts at once where the instance runs, else at its next start.
  func mount(_ name: String, _ mount: Mount) throws(Refusal) -> Reply {
    let instance = try requireMountable(name)
    guard !Mount.isForbidden(mount.target) else {
      throw .errors(.invalidArgument, ["unable to mount to \"\(mount.target)\""])
    }
    guard !instance.mounts.contains(where: { $0.target == mount.target }) else {
      throw .errors(.invalidArgument, ["\"\(mount.target)\" is already mounted in '\(name)'"])
    }
    if instance.state.isRunning {
      do throws(Refusal) { try attempt { try guests.mount(name, mount) } } catch {
        throw .errors(.failedPrecondition, ["error mounting \"\(mount.target)\": \(error.message)"])
      }
    }
    change(name) { $0.mounts.append(mount) }
    return .done
  }

  func unmount(_ name: String, _ target: String?) throws(Refusal) -> Reply {
    let instance = try requireMountable(name)
    let mounts = instance.mounts.filter { $0.target == target ?? $0.target }
    if let target, mounts.isEmpty {
      throw .errors(.invalidArgument, ["path \"\(target)\" is not mounted in '\(name)'"])
    }
    if instance.state.isRunning { deactivate(mounts, of: name) }
    change(name) { $0.mounts.removeAll(where: mounts.contains) }
    return .done
  }

  private func requireMountable(_ name: String) throws(Refusal) -> Instance {
    guard let instance = table.instances[name], !instance.isDeleted else {
      throw .errors(.invalidArgument, ["instance '\(name)' does not exist"])
    }
    return instance
  }

  /// Mounts everything that is to be seen in a guest that has just come up; what cannot be mounted is forgotten, which the
  /// warnings tell.
  func activateMounts(of name: String) -> [String] {
    (look { $0.table.instances[name]?.mounts } ?? []).compactMap { mount in
      do throws(Refusal) {
        try attempt { try guests.mount(name, mount) }
        return nil
      } catch {
        change(name) { $0.mounts.removeAll { $0 == mount } }
        return "Removing mount \"\(mount.target)\" from '\(name)': \(error.message)\n"
      }
    }
  }

  func deactivate(_ mounts: [Mount], of name: String) {
    // A guest that is gone has no mounts any more.
    for mount in mounts { try? guests.unmount(name, mount.target) }
  }
}
