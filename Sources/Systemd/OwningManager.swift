internal import CSystemd
internal import Glibc

/// The service manager that keeps this process in a unit.
package enum OwningManager: Equatable, Sendable {
  /// The user's own, reached by `--user`.
  case user
  case system
}

/// Which manager runs this process as a service, nil for a process that was started by hand.
package func owningManager() -> OwningManager? {
  guard getenv("INVOCATION_ID") != nil else { return nil }
  if names(sd_pid_get_user_unit) { return .user }
  if names(sd_pid_get_unit) { return .system }
  return nil
}

private func names(_ unit: (pid_t, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32) -> Bool {
  var name: UnsafeMutablePointer<CChar>?
  defer { free(name) }
  return unit(0, &name) >= 0
}
