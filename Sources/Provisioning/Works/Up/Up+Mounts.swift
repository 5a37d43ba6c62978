import Multipass

extension Up {
  /// The folders to mount that Multipass can see.
  var wantedMounts: [MountSettings] {
    allMounts.filter { sources.blindness(to: $0.source) == nil }
  }

  /// The folders to mount; those of the settings, or the home folder where the user just agreed to it.
  private var allMounts: [MountSettings] {
    if let mounts = settings.mounts { return mounts }
    return agreed.contains(Consent.mountHome) ? [MountSettings(source: sources.home, target: sources.home)] : []
  }

  /// Asked before anything is done, so that nobody waits minutes for the question.
  var consentMove: Move? {
    let isOpen = settings.mounts == nil && agreed.isDisjoint(with: [Consent.mountHome, Consent.noMountHome])
    guard isOpen, !planOnly, sources.blindness(to: sources.home) == nil else { return nil }
    return .ask(
      Question(
        key: Consent.mountHome,
        text: "Mount '\(sources.home)' in '\(host)' at the same path, so that `docker run -v` finds your files?",
        details: [
          "What runs in the guest can then read and write these files.",
          "`mounts = []` in the configuration declines for good, `mounts = [\"FOLDER\"]` names other folders.",
        ] + hiddenFolders))
  }

  private var hiddenFolders: [String] {
    sources.isSnap
      ? ["Hidden folders in '\(sources.home)', such as ~/.config, are not seen by the snap of Multipass."] : []
  }

  /// What is yet to be mounted; before the engine is restarted, whose containers wait for their folders.
  var mountMove: Move? {
    if mounts.isUnknown(for: wantedMounts) { return .perform(.mounts(of: host)) }
    return mounts.next(of: wantedMounts).map { .perform(.mount($0, in: host)) }
  }

  /// What to say of the mounts at the end.
  var mountLines: [String] {
    let unseen = allMounts.compactMap { sources.blindness(to: $0.source) }.map { "not mounted: \($0)" }
    let isHomeUnseen = settings.mounts == nil && sources.blindness(to: sources.home) != nil
    return unseen
      + (isHomeUnseen ? ["your home folder is not mounted: \(sources.blindness(to: sources.home) ?? "")"] : [])
  }
}

extension Step {
  static func mounts(of host: String) -> Step {
    Step("mounts", "Asking Multipass for the mounts of '\(host)'", .multipass(.info(host)))
  }

  static func unmount(_ target: String, in host: String) -> Step {
    Step("unmount", "Unmounting '\(target)'", .multipass(.umount(instance: host, target: target)))
  }

  static func mount(_ mount: MountSettings, in host: String) -> Step {
    Step(
      "mount", "Mounting '\(mount.source)'",
      .multipass(.mount(source: mount.source, instance: host, target: mount.target)))
  }
}
