import DockhostInterface
import Varlink

/// Encodes replies that are made of hosts; a host that is as it was is not encoded again.
///
/// A thousand watchers cost one encoding of each host that changed and a thousand copies of its bytes.
final class ReplyEncoder {
  /// More hosts than anyone supervises; names that are no longer in use are forgotten when there are more.
  private static let most = 4096

  private var known: [String: (host: Host, json: [UInt8])] = [:]

  /// Writes a reply of `GetStatus` with its NUL.
  func encode(_ reply: StatusReply) -> [UInt8] {
    encodeReply(assembled: Array(#"{"hosts":"#.utf8) + list(reply.hosts) + Array("}".utf8))
  }

  /// Writes a reply of `Monitor` with its NUL.
  func encode(_ reply: MonitorReply, continues: Bool) -> [UInt8] {
    let gone = reply.gone.map { Array(#""gone":"#.utf8) + encodeJSON($0) + [UInt8(ascii: ",")] } ?? []
    let ending = #","sequence":\#(reply.sequence)}"#
    return encodeReply(
      assembled: [UInt8(ascii: "{")] + gone + Array(#""hosts":"#.utf8) + list(reply.hosts) + Array(ending.utf8),
      continues: continues)
  }

  private func list(_ hosts: [Host]) -> [UInt8] {
    var list = [UInt8(ascii: "[")]
    for host in hosts {
      if list.count > 1 { list.append(UInt8(ascii: ",")) }
      list += json(host)
    }
    list.append(UInt8(ascii: "]"))
    return list
  }

  private func json(_ host: Host) -> [UInt8] {
    if let last = known[host.name], last.host == host { return last.json }
    if known.count >= Self.most { known.removeAll() }
    let json = encodeJSON(host)
    known[host.name] = (host, json)
    return json
  }
}
