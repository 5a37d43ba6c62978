import Dispatch
import FoundationEssentials
import Glibc
import StandIn

/// A daemon over fake guests behind a real socket, in a folder of its own.
final class Bench: Sendable {
  let folder: String
  let guests: FakeGuests
  let daemon: Daemon
  let server: Server

  var socket: String { folder + "/multipass_socket" }

  /// `state` gives an instance called docker-host in it; its guest is on in the states in which it would be.
  convenience init(
    _ state: MachineState? = nil, guests: FakeGuests = FakeGuests(), change: (inout Instance) -> Void = { _ in }
  ) throws {
    var table = InstanceTable()
    if let state {
      let specification = GuestSpecification(image: "bare", cpus: 2, memory: 4 << 30, disk: 40 << 30)
      var instance = Instance(specification: specification, state: state)
      change(&instance)
      table.instances["docker-host"] = instance
      try guests.create("docker-host", specification)
      guests.change("docker-host") {
        $0.isOn = state != .stopped
        $0.isFrozen = state == .suspended
      }
    }
    try self.init(table, guests)
  }

  init(_ table: InstanceTable, _ guests: FakeGuests, folder: String? = nil) throws {
    self.folder = try folder ?? Self.makeFolder()
    self.guests = guests
    let files = try DaemonFolder(lab: self.folder)
    files.save(table)
    daemon = Daemon(guests: guests, folder: files, patience: 1)
    server = try Server(path: self.folder + "/multipass_socket", daemon: daemon)
  }

  deinit {
    server.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The state of docker-host, in Multipass's word.
  var word: String? { daemon.table.instances["docker-host"]?.word }

  /// Asks for a fault from the next command on, or for none.
  func suffer(_ set: (inout Faults) -> Void = { _ in }) throws {
    var faults = Faults()
    set(&faults)
    try JSONEncoder().encode(faults).write(to: URL(filePath: folder + "/multipassd/faults.json"), options: .atomic)
  }

  /// Sends a request without waiting for its answer.
  func send(_ request: Request) throws -> Channel {
    let channel = Channel(try UnixSocket.connect(to: socket))
    try channel.send(request)
    return channel
  }

  /// Asks and waits for the last answer.
  func ask(_ request: Request) throws -> Reply {
    let channel = try send(request)
    while true {
      let reply = try channel.receive(Reply.self).value
      switch reply {
      case .progress, .percent, .warning, .entered: continue
      default: return reply
      }
    }
  }

  /// Asks for what the daemon must refuse.
  func refusal(of request: Request) throws -> Refusal {
    let reply = try ask(request)
    guard case .refused(let refusal) = reply else { throw Unexpected(reply: reply) }
    return refusal
  }

  /// Asks for the list.
  func rows(addresses: Bool) throws -> [InstanceRow] {
    let reply = try ask(.list(addresses: addresses))
    guard case .listed(let rows) = reply else { throw Unexpected(reply: reply) }
    return rows
  }

  struct Unexpected: Error {
    var reply: Reply
  }

  private static func makeFolder() throws -> String {
    var template = Array("/tmp/stand-in-XXXXXX".utf8CString)
    guard let path = mkdtemp(&template) else { throw GuestFailure("no folder: \(errno)") }
    return String(cString: path)
  }
}

extension Channel {
  /// Whether something can be read within the time.
  func isReadable(withinMilliseconds limit: Int32) -> Bool {
    var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&watched, 1, limit) == 1
  }
}
