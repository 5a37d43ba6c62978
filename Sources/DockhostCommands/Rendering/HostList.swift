import DockhostInterface

/// A row for each host: what it is made of, and where docker finds it, in `width` columns if it is given.
func hostList(_ hosts: [Host], width: Int?) -> [Line] {
  guard !hosts.isEmpty else { return [Line("No hosts are configured.")] }
  var table = Table(["HOST", "DESIRED", "INSTANCE", "RELEASE", "CPUS", "MEMORY", "DISK", "DOCKER_HOST"])
  for host in hosts {
    table.append(
      [
        host.name, host.desired.words, host.instance.state, host.instance.release ?? "",
        host.instance.cpus.map(String.init) ?? "", host.instance.memory.map(words(forBytes:)) ?? "",
        host.instance.disk.map(words(forBytes:)) ?? "", dockerHost(host.endpoint) ?? "",
      ].map { Line($0) })
  }
  return table.lines(within: width, leavingOut: ["RELEASE", "DISK", "MEMORY", "CPUS", "INSTANCE"])
}

/// The value of DOCKER_HOST that leads to the engine; nil while nothing does.
func dockerHost(_ endpoint: Endpoint) -> String? {
  endpoint.socket.map { "unix://\($0)" } ?? endpoint.address.map { "tcp://\($0):\(endpoint.port)" }
}
