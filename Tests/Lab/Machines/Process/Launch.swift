import CLinux
import Glibc

/// Starts a process that outlives its starter, in a session and a control group of its own, and returns its number.
///
/// What it writes goes to the end of `log`.
func launch(_ command: [String], in group: ControlGroup, environment: [String: String]? = nil, log: String)
  throws(LabFailure) -> pid_t
{
  try group.create()
  try makeFolder(parent(of: log))
  let script = """
    log=$1
    shift
    for group in \(group.folders.joined(separator: " ")); do echo $$ >"$group/cgroup.procs"; done
    setsid -- "$@" </dev/null >>"$log" 2>&1 &
    echo $!
    """
  let number = try perform(["sh", "-euc", script, "sh", log] + command, environment: environment)
  guard let process = pid_t(number.trimmed) else {
    throw LabFailure("`\(command.joined(separator: " "))` was not started: no process number but \"\(number)\"")
  }
  return process
}

/// Starts a process in the same way, and returns when it says that it is ready (sd_notify(3)) by the socket at `notices`.
func launchUntilReady(_ command: [String], in group: ControlGroup, notices path: String, log: String)
  throws(LabFailure) -> pid_t
{
  let notices = try NoticeSocket(path: path)
  let environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "NOTIFY_SOCKET": path]
  let process = try launch(command, in: group, environment: environment, log: log)
  guard try notices.awaitReadiness(of: process, within: .seconds(10)) else {
    throw LabFailure("`\(command.joined(separator: " "))` did not get ready; it said: \(readText(log) ?? "")")
  }
  return process
}

/// Whether a process is alive and in the group, so that a number used again is not taken for it.
func isAlive(_ process: pid_t, in group: ControlGroup) -> Bool {
  guard let state = readText("/proc/\(process)/stat")?.split(separator: ")").last?.trimmed.first, state != "Z" else {
    return false
  }
  return readText("/proc/\(process)/cgroup")?.contains("/\(group.path)") ?? false
}
