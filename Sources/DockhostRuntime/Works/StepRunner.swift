import DockhostInterface
import Glibc
import Multipass
import Provisioning
import Supervision

/// Carries out the steps of a work on one host.
final class StepRunner {
  typealias Advance = (_ title: String?, _ done: Int?, _ total: Int?) -> Void

  private let host: String
  private let port: Int
  private let services: HostServices
  private let keys: GuestKeys
  /// Where the engine was seen to answer.
  private(set) var address: String?
  private var wait: EngineWait?
  private var pause: Alarm?

  init(host: String, port: Int, services: HostServices, keys: GuestKeys) {
    self.host = host
    self.port = port
    self.services = services
    self.keys = keys
  }

  /// Does it; `advanced` hears how far it has come, and `ended` is called once, on a later turn.
  func perform(_ action: Action, advanced: @escaping Advance, ended: @escaping (Outcome) -> Void) {
    switch action {
    case .multipass(let command): run(command, advanced, ended)
    case .guest(let task): run(task, advanced, ended)
    case .send(let file, let target): send(file, to: target, ended)
    case .makeKey: makeKey(ended)
    case .pinHostKey(let key): pin(key, ended)
    case .awaitEngine(let limit):
      wait = EngineWait(host: host, port: port, services: services, limit: limit) { [weak self] address, version in
        self?.address = address
        ended(.engine(version: version))
      }
    case .pause(let time): pause = Alarm(after: time) { ended(.passed) }
    }
  }

  private func run(_ command: MultipassCommand, _ advanced: @escaping Advance, _ ended: @escaping (Outcome) -> Void) {
    var reader = LaunchProgressReader()
    var told: LaunchProgress?
    let isLaunch = if case .launch = command { true } else { false }
    services.multipass.run(command, input: command.input.map(ChildInput.bytes) ?? .none) { bytes in
      guard isLaunch, let progress = reader.take(bytes), progress != told else { return }
      told = progress
      advanced(progress.title, progress.percent, progress.percent.map { _ in 100 })
    } overran: {
      advanced("This takes longer than it should; it is not interrupted", nil, nil)
    } ended: { end in
      if case .delete(_, purge: true) = command, end.exit == .code(0) { self.keys.unpin() }
      ended(.ended(end))
    }
  }

  private func run(_ task: GuestTask, _ advanced: @escaping Advance, _ ended: @escaping (Outcome) -> Void) {
    var splitter = LineSplitter()
    var answer: GuestEnd?
    var noise: [String] = []
    func take(_ line: String) {
      switch readGuestLine(line) {
      case .progress(let title, let done, let total): advanced(title, done, total)
      case .end(let end): answer = end
      case .noise(let text): noise = noise.suffix(4) + [text]
      }
    }
    let command = MultipassCommand.exec(host, task.arguments)
    services.multipass.run(command, input: .bytes(task.input), limit: task.limit) { bytes in
      for line in splitter.take(bytes) { take(line) }
    } ended: { [host, keys] end in
      if let line = splitter.finish() { take(line) }
      // The guest has our key no more.
      if case .removed = answer { keys.unpin() }
      if let answer { return ended(.guest(answer)) }
      ended(.guest(unreached(end, command, host: host, noise)))
    }
  }

  /// Through install(1), which makes the folder and puts the file there whole; a Multipass that hangs ends with its limit.
  private func send(_ file: String, to target: String, _ ended: @escaping (Outcome) -> Void) {
    let command = MultipassCommand.exec(host, ["sudo", "install", "-D", "-m", "644", "/dev/stdin", target])
    // 10 minutes: a package of 200 MB at 3 Mbit/s, much slower than any disk.
    services.multipass.run(command, input: .file(file), limit: .seconds(600)) { ended(.ended($0)) }
  }

  private func makeKey(_ ended: @escaping (Outcome) -> Void) {
    keys.make(by: services.multipass.children) { result in
      switch result {
      case .success(let line): ended(.key(line))
      case .failure(let fault):
        let hint =
          fault.number == ENOENT
          ? "`sudo apt install openssh-client`, then the same command again"
          : "see that you may write to '\(self.keys.folder)', then try again"
        ended(.failed(reason: "there is no key for the guest: \(fault)", hint: hint))
      }
    }
  }

  private func pin(_ key: String, _ ended: @escaping (Outcome) -> Void) {
    do throws(SystemFault) {
      try keys.pin(key)
      later { ended(.ended(CommandEnd(exit: .code(0)))) }
    } catch {
      let hint = "see that you may write to '\(keys.folder)', then try again"
      later { ended(.failed(reason: "the guest's key could not be kept: \(error)", hint: hint)) }
    }
  }
}

/// The guest program did not say how it ended: Multipass could not run it, or something ended it.
private func unreached(_ end: CommandEnd, _ command: MultipassCommand, host: String, _ noise: [String]) -> GuestEnd {
  guard end.exit != .code(0) else {
    return .unreachable(
      reason: "the program in the guest said nothing of how it ended: \(noise.joined(separator: " / "))")
  }
  return .unreachable(reason: meaning(of: end, command, host: host).reason)
}
