extension Mount {
  /// Where no folder of the host may be put, since the guest could not live with it.
  static func isForbidden(_ target: String) -> Bool {
    let parts = target.split(separator: "/").map(String.init)
    guard let first = parts.first else { return true }
    return ["dev", "proc", "sys"].contains(first) || parts == ["home"] || parts == ["home", "ubuntu"]
  }

  /// Whether the snap sees a path: files of the users' homes, unless they are hidden or in a hidden folder there (snapd's
  /// interface `home`).
  package static func isVisible(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard parts.count >= 2, parts[0] == "home" else { return false }
    return parts.count == 2 || !parts[2].hasPrefix(".")
  }
}
