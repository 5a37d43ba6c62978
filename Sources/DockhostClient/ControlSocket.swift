/// Where dockhostd's control socket is.
///
/// - Parameters:
///   - option: the path that was given on the command line.
///   - environment: the value of an environment variable; nil where it is not set.
///   - user: whose daemon is meant.
/// - Returns: `option`, else `DOCKHOST_SOCKET`, else the socket in the user's runtime folder.
package func controlSocketPath(
  option: String?, environment: (String) -> String?, user: UInt32
) -> String {
  if let path = option ?? environment("DOCKHOST_SOCKET"), !path.isEmpty { return path }
  // The XDG base directory specification has relative paths ignored. A cron job or `su` has no variable at all.
  let folder = environment("XDG_RUNTIME_DIR").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/run/user/\(user)"
  return "\(folder)/dockhost/control.sock"
}
