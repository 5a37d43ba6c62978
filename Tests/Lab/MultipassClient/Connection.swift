import Glibc
import StandIn

/// A connection to the daemon for one request.
struct Connection {
  let channel: Channel

  /// The daemon cannot be reached, or went away in the midst of a command.
  static let lost = Refusal(.invalidArgument, "cannot connect to the multipass socket")

  /// Connects to the daemon at `path` and asks.
  init(to path: String, _ request: Request, descriptors: [Int32] = []) throws(Refusal) {
    Self.waitForRefresh(of: path)
    do throws(UnixSocket.Failure) {
      channel = Channel(try UnixSocket.connect(to: path))
    } catch {
      throw error.number == EACCES ? Refusal(.invalidArgument, "multipass socket access denied") : Self.lost
    }
    do throws(Channel.Lost) { try channel.send(request, descriptors: descriptors) } catch { throw Self.lost }
  }

  /// Waits for the next reply, for as long as it takes.
  func next() throws(Refusal) -> Reply {
    do throws(Channel.Lost) { return try channel.receive(Reply.self).value } catch { throw Self.lost }
  }

  func nextUnlessRefused() throws(Refusal) -> Reply {
    let reply = try next()
    if case .refused(let refusal) = reply { throw refusal }
    return reply
  }

  /// Waits for the last reply; `heard` is told of progress.
  func last(heard: (Reply) -> Void = { _ in }) throws(Refusal) -> Reply {
    while true {
      let reply = try nextUnlessRefused()
      switch reply {
      case .progress, .percent, .warning, .entered: heard(reply)
      case .done, .refused, .version, .listed, .snapshots, .details, .launched, .exited, .value, .keys: return reply
      }
    }
  }

  /// While snapd refreshes the snap, its programs wait; the lab says so by a file beside the socket.
  private static func waitForRefresh(of path: String) {
    while access(path + ".refreshing", F_OK) == 0 { usleep(100_000) }
  }
}
