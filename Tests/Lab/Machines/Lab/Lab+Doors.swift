/// From where an engine is tried.
package enum Vantage: Equatable, Sendable {
  case laptop
  /// A container of that engine, on its default network.
  case container
  /// Another guest on the bridge.
  case guest(String)
}

extension Lab {
  /// The guest's addresses at which its engine answers somebody who tries them all from there.
  package func openDoors(of guest: String, from vantage: Vantage, port: Int = 2375) throws -> [String] {
    let addresses = try LabGuests(labDirectory: folder).addresses(guest)
    if vantage == .container { try self.guest(guest).perform(["/usr/local/lib/lab/import-busybox"]) }
    return try addresses.filter { address in
      let url = "http://\(address):\(port)/_ping"
      let curl = ["curl", "--silent", "--fail", "--max-time", "2", url]
      let answer =
        switch vantage {
        case .laptop: try laptop.run(curl, as: .dev)
        case .container:
          // busybox's own limit for wget makes the static one crash; a first process would not heed the signal.
          try self.guest(guest).run([
            "docker", "run", "--rm", "busybox", "sh", "-c", "timeout 2 wget -q -O - \(url); true",
          ])
        case .guest(let other): try self.guest(other).run(curl)
        }
      return answer.output == "OK"
    }
  }
}
