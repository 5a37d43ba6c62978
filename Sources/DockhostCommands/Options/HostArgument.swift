import ArgumentParser
import DockhostClient
import DockhostInterface
import Glibc

/// The host that a reading command is about.
struct HostsArgument: ParsableArguments {
  @Argument(help: "Name of a host; all of them if left out.", completion: .custom(knownHosts))
  var host: String?
}

/// The host that an acting command is about.
struct HostArgument: ParsableArguments {
  @Argument(help: "Name of a host; default-host of the configuration if left out.", completion: .custom(knownHosts))
  var host: String?
}

/// Names of hosts for the shell's completion; none where the daemon does not answer at once.
@Sendable func knownHosts(_ words: [String], _ index: Int, _ prefix: String) -> [String] {
  let option = words.firstIndex(of: "--socket").flatMap { words.dropFirst($0 + 1).first }
  let path = controlSocketPath(option: option, environment: Console().environment, user: getuid())
  let limit = Duration.milliseconds(300)
  let reply = try? Connection(path: path, within: limit).status(of: nil).reply(within: limit)
  return reply?.parameters.hosts.map(\.name) ?? []
}
