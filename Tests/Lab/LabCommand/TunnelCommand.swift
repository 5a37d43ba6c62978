import ArgumentParser
import Machines

/// Started by the faults in which a VPN is up, in the laptop's network.
struct TunnelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "tunnel", shouldDisplay: false)

  @Argument var name: String

  func run() throws {
    let tunnel = try Tunnel(name: name)
    tellReadiness()
    tunnel.run()
  }
}
