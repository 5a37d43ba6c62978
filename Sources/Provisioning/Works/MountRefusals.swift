extension WorkFailure {
  /// A mount that cannot work; nil for one that can.
  init?(refusing mount: MountSettings, _ sources: MountSources, host: String) {
    if !isPlainPath(mount.source) {
      self.init(
        step: "settings", reason: "'\(mount.source)' is no absolute path of a folder on this machine",
        hint: "`dockhostctl mount \(host) \(sources.home)/src` mounts a folder at its own path")
    } else if let failure = WorkFailure(refusingTarget: mount.target, host: host) {
      self = failure
    } else if let blindness = sources.blindness(to: mount.source) {
      self.init(
        step: "settings", reason: blindness,
        hint: "move it under \(sources.home), or copy files with "
          + "`tar c FOLDER | dockhostctl exec \(host) -- tar x`")
    } else {
      return nil
    }
  }

  /// A path in the guest at which nothing can be mounted; nil for one at which something can.
  init?(refusingTarget target: String, host: String) {
    let hint = "`dockhostctl mount \(host) SOURCE /mnt/NAME` is a place that is free"
    guard isPlainPath(target) else {
      self.init(step: "settings", reason: "'\(target)' is no absolute path in the guest", hint: hint)
      return
    }
    let path = target.split(separator: "/").joined(separator: "/")
    let isTaken = path.isEmpty || path == "home" || path == "home/ubuntu" || path.hasPrefix("home/ubuntu/.ssh")
    guard isTaken || guestFolders.contains(where: { path == $0 || path.hasPrefix($0 + "/") }) else { return nil }
    self.init(
      step: "settings", reason: "'\(target)' is a folder that the guest itself needs: what is in it would be hidden",
      hint: hint)
  }

  static func occupied(_ mount: MountSettings, by other: String, host: String) -> WorkFailure {
    WorkFailure(
      step: "mount",
      reason: "'\(other)' is mounted at '\(mount.target)' in '\(host)', where '\(mount.source)' was to be",
      hint: "`dockhostctl unmount \(host) \(mount.target)` takes it away first")
  }
}

/// Absolute, without "." and "..", which Multipass resolves in ways of its own, and without control characters.
private func isPlainPath(_ path: String) -> Bool {
  path.hasPrefix("/") && path.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    && path.split(separator: "/").allSatisfy { $0 != "." && $0 != ".." }
}

/// Multipass refuses dev, proc, sys and the home folder itself; under the others the guest would lose its system.
private let guestFolders = [
  "bin", "boot", "dev", "etc", "lib", "lib64", "proc", "root", "run", "sbin", "snap", "sys", "usr", "var",
]
