import Configuration

/// What to do with the hosts when the settings change.
struct HostChanges: Equatable {
  /// No longer in the settings, or to be begun anew.
  var gone: [String] = []
  /// New, or at another port, which is another engine.
  var begun: [HostConfiguration] = []
  /// The same host with other settings.
  var adopted: [HostConfiguration] = []

  init(from old: [String: HostConfiguration], to new: [HostConfiguration]) {
    let kept = Set(new.map(\.name))
    gone = old.keys.filter { !kept.contains($0) }.sorted()
    for configuration in new {
      guard let before = old[configuration.name] else {
        begun.append(configuration)
        continue
      }
      guard before != configuration else { continue }
      if before.enginePort == configuration.enginePort {
        adopted.append(configuration)
      } else {
        gone.append(configuration.name)
        begun.append(configuration)
      }
    }
  }

  /// Everyone that something happens to, by name.
  var names: [String] { Set(gone + begun.map(\.name) + adopted.map(\.name)).sorted() }
}
