/// Which folders of this machine can be mounted in a guest.
package struct MountSources: Equatable, Sendable {
  /// The user's home folder, an absolute path.
  package var home: String
  /// Whether Multipass is the snap, which sees what lies under /home and is not hidden (snapcraft.yaml: home, read: all).
  package var isSnap: Bool

  package init(home: String, isSnap: Bool) {
    self.home = home
    self.isSnap = isSnap
  }

  /// Why Multipass would not see `folder`; nil when it does.
  func blindness(to folder: String) -> String? {
    let parts = folder.split(separator: "/")
    guard isSnap else { return nil }
    guard parts.first == "home", parts.count >= 2 else {
      return "'\(folder)' lies outside /home, where the snap of Multipass sees nothing"
    }
    // The interface keeps back what is hidden in the home folder itself; deeper down nothing is.
    guard parts.count < 3 || !parts[2].hasPrefix(".") else {
      return "'\(folder)' lies in a hidden folder of a home, which the snap of Multipass does not see"
    }
    return nil
  }
}
