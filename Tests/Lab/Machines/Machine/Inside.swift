import CLinux
import Glibc
package import StandIn

/// Who runs a command in a machine.
package enum Account: Equatable, Sendable {
  case root
  /// The user 1000: `ubuntu` in a guest.
  case ubuntu
  /// The user 1000 of the laptop, with a user manager.
  case dev

  var name: String {
    switch self {
    case .root: "root"
    case .ubuntu: "ubuntu"
    case .dev: "dev"
    }
  }

  var home: String { self == .root ? "/root" : "/home/\(name)" }

  fileprivate var environment: [String] {
    let own = [
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "USER=\(name)",
      "LOGNAME=\(name)", "HOME=\(home)", "SHELL=/bin/bash",
    ]
    guard self == .dev else { return own }
    return own + ["XDG_RUNTIME_DIR=/run/user/1000", "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1000/bus"]
  }
}

extension Machine {
  /// Runs a command in the machine and gives back whatever it did; throws when the machine is off, or the command overran
  /// `limit` and was ended.
  package func run(
    _ command: [String], as account: Account = .root, environment: [String: String] = [:], input: String = "",
    limit: Duration = .seconds(60)
  ) throws(LabFailure) -> CommandResult {
    try execute(entering(command, as: account, environment: environment), input: input, limit: limit)
  }

  /// Runs a command in the machine, which has to succeed, and gives back what it wrote on its standard output.
  @discardableResult
  package func perform(
    _ command: [String], as account: Account = .root, environment: [String: String] = [:], input: String = "",
    limit: Duration = .seconds(60)
  ) throws(LabFailure) -> String {
    let result = try run(command, as: account, environment: environment, input: input, limit: limit)
    guard result.status == 0 else {
      let said = result.errorOutput.isEmpty ? result.output : result.errorOutput
      throw LabFailure("\(name): `\(command.joined(separator: " "))` exited with \(result.status): \(said.trimmed)")
    }
    return result.output
  }

  /// Starts a command in the machine on the given streams and returns its process on the real machine, a child to collect.
  package func start(_ command: [String], as account: Account, streams: GuestStreams) throws(LabFailure) -> Int32 {
    try spawn(entering(command, as: account, environment: [:]), environment: nil, streams: streams)
  }

  /// The command line that runs `command` in the machine: in its control groups, so that it freezes and dies with it,
  /// and without the capability to set the clock.
  package func entering(_ command: [String], as account: Account, environment: [String: String]) throws(LabFailure)
    -> [String]
  {
    let leader = try requireLeader()
    let identity = account == .root ? [] : ["--reuid=1000", "--regid=1000", "--init-groups"]
    return joining(controlGroups(of: leader)) + ["nsenter", "--target=\(leader)", "--all", "--"]
      + ["setpriv", "--bounding-set=-sys_time", "--inh-caps=-all"] + identity
      + ["env", "--ignore-environment", "--chdir=\(account.home)"] + account.environment
      + environment.map { "\($0.key)=\($0.value)" } + command
  }

  /// Copies a file or a folder of the real machine into the machine, where root owns it.
  package func copy(_ source: String, to path: String) throws(LabFailure) {
    // Unpacked inside, since a link in the machine's tree must not lead out of it.
    let pack = """
      folder=$1 name=$2
      shift 2
      tar --create --directory "$folder" -- "$name" | "$@"
      """
    let unpack = """
      scratch=$(mktemp -d)
      tar --extract --no-same-owner --directory "$scratch"
      mkdir -p "$(dirname "$2")"
      cp -R --no-target-directory --preserve=mode "$scratch/$1" "$2"
      rm -rf "$scratch"
      """
    let name = String(source.split(separator: "/").last ?? ".")
    let inside = try entering(["sh", "-euc", unpack, "sh", name, path], as: .root, environment: [:])
    try Machines.perform(["sh", "-euc", pack, "sh", parent(of: source), name] + inside)
  }

  /// Writes a file in the machine, owned by `account`; its folder is made when it is missing.
  package func write(_ text: String, to path: String, as account: Account = .root) throws(LabFailure) {
    try perform(["mkdir", "-p", parent(of: path)], as: account)
    try perform(["sh", "-c", "cat >\"$1\"", "sh", path], as: account, input: text)
  }

  private func controlGroups(of process: pid_t) -> [String] {
    (readText("/proc/\(process)/cgroup") ?? "").split(separator: "\n").compactMap { line in
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3 else { return nil }
      let hierarchy = parts[1].hasPrefix("name=") ? String(parts[1].dropFirst(5)) : parts[1]
      let named = "/sys/fs/cgroup/" + (hierarchy.isEmpty ? "unified" : hierarchy)
      return (exists(named) ? named : "/sys/fs/cgroup") + parts[2]
    }
  }
}
