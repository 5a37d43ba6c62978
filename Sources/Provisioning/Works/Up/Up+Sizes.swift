import Multipass

/// The sizes of an instance that there was before; those of a new one are as wanted.
extension Up {
  /// Asks for the first size that is not known yet.
  var sizeMove: Move? {
    guard tries.launches == 0 else { return nil }
    return wantedSizes.map(\.key).first { sizes[$0] == nil }.map {
      .perform(Step("sizes", "Asking Multipass for the size of '\(host)'", .multipass(.get(key: $0))))
    }
  }

  /// What to say of sizes that are not as wanted, with the command that changes them.
  var sizeLines: [String] {
    wantedSizes.compactMap { wanted in
      guard let told = sizes[wanted.key] else { return nil }
      guard let told else {
        return "Multipass does not tell the \(wanted.name) of '\(host)': `multipass get \(wanted.key)`"
      }
      return wanted.isMet(by: told) ? nil : line(wanted, told)
    }
  }

  private func line(_ wanted: WantedSize, _ told: String) -> String {
    let difference = "\(wanted.name) of '\(host)': \(told), where \(wanted.value) is configured; "
    guard !wanted.cannotShrink(to: told) else {
      return difference + "a disk only grows, so `disk = \"\(told)\"` belongs in the configuration"
    }
    return difference + "`dockhostctl resize \(host) --\(wanted.name) \(wanted.value)` changes it"
  }

  private var wantedSizes: [WantedSize] {
    WantedSize.all(host: host, cpus: settings.cpus, memory: settings.memory, disk: settings.disk)
  }
}
