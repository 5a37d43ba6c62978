/// Where dockhostd's control socket is: at `option`, else at `DOCKHOST_SOCKET`, else in the user's runtime folder.
///
/// - Parameters:
///   - option: the path that was given on the command line.
///   - environment: the value of an environment variable; nil where it is not set.
///   - user: whose daemon is meant.
/// - Returns: the socket's path.
package func controlSocketPath(
  option: String?, environment: (String) -> String?, user: UInt32
) -> String {
  option ?? environment("DOCKHOST_SOCKET").flatMap { $0.isEmpty ? nil : $0 }
    ?? "\(runtimeFolder(environment: environment, user: user))/control.sock"
}

/// The folder of the control socket and of the hosts' endpoints.
///
/// - Parameters:
///   - environment: the value of an environment variable; nil where it is not set.
///   - user: whose daemon is meant.
/// - Returns: the folder's path.
package func runtimeFolder(environment: (String) -> String?, user: UInt32) -> String {
  // A cron job or `su` has no such variable.
  let parent = environment("XDG_RUNTIME_DIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/run/user/\(user)"
  return "\(parent)/dockhost"
}
