extension Fault {
  static let engineFaults = [
    engineKill, engineStop, engineHang, engineUpgrade, containerdKill, containerdHang,
  ]

  package static let engineKill = Fault("engine-kill", "dockerd is killed (SIGKILL), as by the kernel") {
    // Until systemd has taken note, the dead process is still the service's.
    let kill = """
      process=$(systemctl show --property=MainPID --value docker.service)
      kill -KILL "$process"
      tail --sleep-interval=0.02 --pid="$process" --follow /dev/null
      """
    try $0.guest($1).perform(["sh", "-c", kill])
  } undo: {
    try $0.guest($1).perform(["sh", "-c", "systemctl reset-failed docker.service; systemctl start docker.service"])
  }

  package static let engineStop = Fault("engine-stop", "somebody stops Docker Engine in order") {
    try $0.guest($1).perform(["systemctl", "stop", "docker.socket", "docker.service"])
  } undo: {
    try $0.guest($1).perform(["systemctl", "start", "docker.socket", "docker.service"])
  }

  package static let engineHang = Fault("engine-hang", "dockerd takes connections but never answers (SIGSTOP)") {
    try $0.signal("docker.service", "SIGSTOP", in: $1)
  } undo: {
    try $0.signal("docker.service", "SIGCONT", in: $1)
  }

  package static let engineUpgrade = Fault(
    "engine-upgrade", "Docker Engine is stopped, installed anew by apt, and started"
  ) {
    let guest = $0.guest($1)
    try guest.perform(["systemctl", "stop", "docker.socket", "docker.service"])
    try guest.perform(
      ["apt-get", "install", "--reinstall", "--yes", "/var/cache/lab/docker.io.deb"],
      environment: ["DEBIAN_FRONTEND": "noninteractive"], limit: .seconds(180))
    try guest.perform(["systemctl", "start", "docker.socket", "docker.service"])
  } undo: { _, _ in
    // An upgrade ends by itself.
  }

  package static let containerdKill = Fault("containerd-kill", "containerd is killed and does not come back") {
    let guest = $0.guest($1)
    try guest.perform(["systemctl", "mask", "--runtime", "containerd.service"])
    try $0.signal("containerd.service", "SIGKILL", in: $1)
    // Returns when the service manager has seen its end.
    try guest.perform(["systemctl", "stop", "containerd.service"])
  } undo: {
    let guest = $0.guest($1)
    try guest.perform(["systemctl", "unmask", "--runtime", "containerd.service"])
    try guest.perform(["sh", "-c", "systemctl reset-failed containerd.service; systemctl start containerd.service"])
    try guest.perform(["sh", "-c", engineSeesContainerd])
  }

  /// dockerd looks for containerd again in growing intervals.
  private static let engineSeesContainerd =
    "until curl --silent --unix-socket /run/docker.sock http://engine/version | grep -q containerd; do sleep 0.1; done"

  package static let containerdHang = Fault("containerd-hang", "containerd stands still (SIGSTOP)") {
    try $0.signal("containerd.service", "SIGSTOP", in: $1)
  } undo: {
    try $0.signal("containerd.service", "SIGCONT", in: $1)
  }
}

extension Lab {
  /// Sends a signal to a unit's main process in a guest.
  func signal(_ unit: String, _ signal: String, in instance: String) throws(LabFailure) {
    try guest(instance).perform(["systemctl", "kill", "--kill-whom=main", "--signal=\(signal)", unit])
  }
}
