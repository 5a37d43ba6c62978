extension MultipassCommand {
  /// How long it may take before it counts as hung: Multipass itself gives start and restart 300 s for SSH, and stop and
  /// delete 300 s for the guest to power off; a first mount installs a snap in the guest.
  package var limit: Duration {
    switch self {
    case .version, .states, .addresses, .info, .get: .seconds(10)
    case .set, .cutPower, .umount: .seconds(60)
    case .restartEngine, .exec: .seconds(120)
    case .mount: .seconds(300)
    case .stop, .delete: .seconds(330)
    case .start, .restart: .seconds(360)
    case .snapshot: .seconds(600)
    case .launch: .seconds(1800)
    }
  }

  /// Whether it may be killed when its limit has passed; an interrupted launch or start wedges Multipass's daemon.
  package var mayBeSignalled: Bool {
    switch self {
    case .launch, .start, .restart: false
    case .version, .states, .addresses, .info, .stop, .cutPower, .restartEngine, .delete, .get, .set, .snapshot, .mount,
      .umount, .exec:
      true
    }
  }
}
