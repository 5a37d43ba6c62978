import CLinux
import Glibc
package import StandIn

/// What is seen of a guest from outside, and done in it.
extension LabGuests {
  package func addresses(_ name: String) -> [String] {
    guard let leader = layout.guest(name).leader, let leased = layout.network.lease(of: name) else { return [] }
    // From outside the machine, so that a frozen one still answers.
    let shown = try? execute([
      "nsenter", "--net=/proc/\(leader)/ns/net", "ip", "-brief", "-family", "inet", "address", "show", "scope",
      "global",
    ])
    let all = (shown?.output ?? "").split(separator: "\n").compactMap { line in
      line.split(separator: " ").first { $0.contains("/") }?.split(separator: "/").first.map(String.init)
    }
    guard all.contains(leased) else { return all }
    return [leased] + all.filter { $0 != leased }
  }

  package func answers(_ name: String, withinSeconds seconds: Int) -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while let leader = layout.guest(name).leader, case let left = ContinuousClock.now.duration(to: deadline),
      left > .zero
    {
      if greets(name, within: left) { return true }
      // Refused, or unreachable as long as neighbours do not find it: it may come, unless the machine ends.
      _ = waitForEnd(of: leader, within: .milliseconds(50))
    }
    return false
  }

  /// Whether the SSH server takes a connection and greets.
  private func greets(_ name: String, within limit: Duration) -> Bool {
    guard let address = layout.network.lease(of: name),
      let connection = try? layout.network.namespace.connect(to: address, port: 22, within: limit)
    else { return false }
    defer { close(connection) }
    var greeting = [UInt8](repeating: 0, count: 4)
    guard waitToRead(connection, within: limit), read(connection, &greeting, 4) == 4 else { return false }
    return greeting == Array("SSH-".utf8)
  }

  package func run(_ name: String, _ command: [String], streams: GuestStreams) throws -> Int32 {
    try inHypervisorsWords {
      guard answers(name, withinSeconds: 5) else {
        throw LabFailure("ssh connection failed: 'Timeout connecting to \(layout.network.lease(of: name) ?? name)'")
      }
      let status = reap(try layout.guest(name).start(command, as: .ubuntu, streams: streams))
      return status > 128 ? 255 : status
    }
  }
}

extension LaptopNetwork {
  /// Plugs a guest's link in or out, on the bridge's side.
  func setLink(of guest: Machine, up: Bool) throws(LabFailure) {
    try namespace.perform(["ip", "link", "set", try link(of: guest), up ? "up" : "down"])
  }

  /// Cuts a guest's power, its link first: a machine without power closes no connection, while the kernel that all share
  /// would do it for its processes. What nobody closes keeps the guest's namespace for minutes, so the link has to go.
  func cutPower(of guest: Machine) {
    // A machine that is off has no link.
    if let link = try? link(of: guest) { _ = try? namespace.perform(["ip", "link", "delete", link]) }
    guest.cutPower()
  }

  private func link(of guest: Machine) throws(LabFailure) -> String {
    let peer = (readText("\(try guest.root)/sys/class/net/host0/iflink") ?? "").trimmed
    let links = try namespace.perform(["ip", "-oneline", "link"]).split(separator: "\n")
    guard let link = links.first(where: { $0.hasPrefix("\(peer): ") })?.split(separator: " ")[1] else {
      throw LabFailure("the link of the guest \"\(guest.name)\" is not in the laptop's network")
    }
    return String(link.prefix { $0 != "@" && $0 != ":" })
  }
}
