extension Fault {
  package static let clockSkew = Fault("clock-skew", "the guest's clock is ten minutes behind, until somebody sets it")
  {
    try $0.guest($1).beginSkew(seconds: -600, program: "\($0.programs.folder)/dockhost-lab")
  } undo: {
    try $0.guest($1).endSkew()
  }
}

/// The kernel has one clock for all, which nobody may touch; so the skew is a number in a file. A proxy adds it to the
/// engine's Date headers, and what sets a clock in life takes it away.
extension Machine {
  private static let skewFile = "/var/lib/lab/skew"
  private static let proxyPort = 12375
  private static let standIns = [
    "/usr/local/bin/date": """
    #!/bin/sh
    for argument; do
      case $argument in -s* | --set*) echo 0 >\(skewFile) && exit ;; esac
    done
    exec /bin/date --date="$(cat \(skewFile)) seconds" "$@"

    """,
    "/usr/local/bin/chronyc": """
    #!/bin/sh
    case "$*" in *makestep*) echo 0 >\(skewFile) && echo '200 OK' ;; esac

    """,
    "/etc/systemd/system/systemd-timesyncd.service": """
    [Unit]
    Description=Network Time Synchronization
    [Service]
    Type=oneshot
    RemainAfterExit=yes
    ExecStart=/bin/sh -c 'echo 0 >\(skewFile)'

    """,
  ]

  func beginSkew(seconds: Int, program: String) throws(LabFailure) {
    try write("\(seconds)\n", to: Self.skewFile)
    for (path, text) in Self.standIns { try write(text, to: path) }
    try perform(["chmod", "755", "/usr/local/bin/date", "/usr/local/bin/chronyc"])
    try perform(["systemctl", "daemon-reload"])
    let inside = ["nsenter", "--net=/proc/\(try requireLeader())/ns/net", "--"]
    _ = try launchUntilReady(
      inside + [program, "date-proxy", "\(Self.proxyPort)", "2375", try root + Self.skewFile], in: group,
      notices: "\(socketFolder)/\(name).notify", log: "\(folder)/date-proxy.log")
    try perform(["iptables", "--table", "nat", "--insert", "PREROUTING"] + Self.redirection)
  }

  func endSkew() throws(LabFailure) {
    try perform(["iptables", "--table", "nat", "--delete", "PREROUTING"] + Self.redirection)
    try perform(["rm", "-f", Self.skewFile] + Self.standIns.keys)
    try perform(["systemctl", "daemon-reload"])
    // The proxy ends when there is no skew to add.
  }

  private static let redirection = [
    "--in-interface", "host0", "--protocol", "tcp", "--dport", "2375", "--jump", "REDIRECT", "--to-ports",
    "\(proxyPort)",
  ]
}
