import ArgumentParser
import Machines

/// Started by the fault clock-skew, in a guest's network.
struct DateProxyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "date-proxy", shouldDisplay: false)

  @Argument var port: UInt16
  @Argument var target: UInt16
  @Argument var skewFile: String

  func run() throws {
    let proxy = try DateProxy(port: port, target: target, skewFile: skewFile)
    tellReadiness()
    proxy.run()
  }
}
