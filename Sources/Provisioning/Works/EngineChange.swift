/// From one version of Docker Engine to another.
struct EngineChange: Equatable {
  /// As the engine tells it or its packages are named; nil where none is known.
  var from: String?
  var to: String?

  init(from: String?, to: String?) {
    self.from = from
    self.to = to
  }

  /// Why it is not done: across major versions, the formats of /var/lib/docker only ever change forwards.
  func refusal(host: String) -> WorkFailure? {
    guard let from, let to, let old = major(from), let new = major(to), new < old else { return nil }
    return WorkFailure(
      step: "upgrade",
      reason: "Docker Engine \(to) cannot be trusted to read what \(from) has written to /var/lib/docker",
      hint: "`multipass list --snapshots` shows whether there is a snapshot from before the upgrade, which "
        + "`multipass restore \(host).SNAPSHOT` brings back; without one, keep \(old): "
        + "`dockhostctl engine upgrade \(host) --version \(old)`")
  }

  /// Nil unless it leads to a later major version.
  func question(host: String) -> Question? {
    guard let from, let to, let old = major(from), let new = major(to), new > old else { return nil }
    return Question(
      key: Consent.majorUpgrade, text: "Upgrade Docker Engine of '\(host)' from \(from) to \(to)?",
      details: [
        "It is another major version, and there is no way back: \(old) cannot be trusted to read what \(new) writes.",
        "docs.docker.com/engine/release-notes/\(new) lists what changes for containers and clients.",
      ])
  }
}

/// The major version in "5:24.0.9-1~ubuntu.22.04~jammy", "24.0", "20.10.24+dfsg1"; nil where there is none.
func major(_ version: String) -> Int? {
  // What comes before a colon is the package's epoch.
  let upstream = version.split(separator: ":").last ?? ""
  return Int(upstream.prefix { $0.isASCII && $0.isNumber })
}
