import CLinux
import Glibc

extension Daemon {
  /// What the images call themselves; the lab's are Debian underneath.
  static let imageRelease = "24.04 LTS"

  /// A running guest's addresses are known only by entering it.
  func list(addresses isWanted: Bool) -> [InstanceRow] {
    table.listedNames.map { name in
      InstanceRow(
        name: name, word: look { $0.table.instances[name]?.word } ?? "", release: Self.imageRelease,
        addresses: isWanted && isRunning(name) ? addresses(of: name) : [])
    }
  }

  private func isRunning(_ name: String) -> Bool {
    look { $0.table.instances[name].map { !$0.isDeleted && $0.state.isRunning } ?? false }
  }

  private func addresses(of name: String) -> [String] {
    let seen = reach(name) ? guests.addresses(name) : []
    if !seen.isEmpty { return seen }
    return [look { $0.table.instances[name]?.address } ?? "N/A"]
  }

  /// Fails as a whole when one running guest cannot be entered.
  func info(_ names: [String], entering: Bool) throws(Refusal) -> Reply {
    let table = table
    var details: [InstanceDetails] = []
    for name in try table.selectExisting(names, orAll: table.listedNames) {
      guard let instance = table.instances[name] else { continue }
      var detail = InstanceDetails(
        name: name, word: instance.word, imageHash: Self.hash(of: instance.specification.image),
        imageRelease: Self.imageRelease, mounts: instance.mounts, snapshots: instance.snapshots.count)
      if entering, isRunning(name) {
        detail.runtime = try runtime(of: name, instance.specification)
        detail.addresses = addresses(of: name)
      }
      details.append(detail)
    }
    return .details(details)
  }

  /// The guests share the machine's processors and memory, and are told of as if they had their own.
  private func runtime(of name: String, _ specification: GuestSpecification) throws(Refusal) -> GuestRuntime {
    guard reach(name), let text = try? capture(name, ["sh", "-c", GuestRuntime.question]) else {
      throw connectionRefusal(name)
    }
    var runtime = GuestRuntime(answer: text)
    runtime.cpus = specification.cpus
    runtime.memoryTotal = specification.memory
    runtime.memoryUsed = min(runtime.memoryUsed, specification.memory)
    return runtime
  }

  /// What `command` prints in the guest.
  private func capture(_ name: String, _ command: [String]) throws -> String {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { throw GuestFailure("no pipe: \(errno)") }
    let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { for descriptor in [ends[0], nothing] { close(descriptor) } }
    // The answer is short enough for the pipe's buffer.
    let outcome = Result {
      try guests.run(name, command, streams: .init(input: nothing, output: ends[1], error: nothing))
    }
    close(ends[1])
    _ = try outcome.get()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(ends[0], &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }

  /// Made up, but always the same for an image.
  private static func hash(of image: String) -> String {
    let seed = image.utf8.reduce(into: UInt64(0xcbf2_9ce4_8422_2325)) { $0 = ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return (1...4).map { round in
      let digits = String(seed &* UInt64(2 * round + 1), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

extension GuestRuntime {
  /// Prints one value a line, in the order in which `init(answer:)` reads them.
  static let question = """
    . /etc/os-release; echo "$PRETTY_NAME"; nproc; cut -d' ' -f1-3 /proc/loadavg
    df -B1 --output=used,size / | tail -n 1; free -b | awk '/^Mem/ {print $3, $2}'
    """

  /// What cannot be read counts as zero.
  init(answer: String) {
    let lines = answer.split(separator: "\n", omittingEmptySubsequences: false)
    func numbers<Number: LosslessStringConvertible>(_ line: Int) -> [Number] {
      line < lines.count ? lines[line].split(separator: " ").compactMap { Number(String($0)) } : []
    }
    let (disk, memory): ([Int64], [Int64]) = (numbers(3), numbers(4))
    let cpus: [Int] = numbers(1)
    self.init(
      release: lines.first.map { String($0) } ?? "", cpus: cpus.first ?? 0, load: numbers(2),
      diskUsed: disk.first ?? 0, diskTotal: disk.last ?? 0, memoryUsed: memory.first ?? 0,
      memoryTotal: memory.last ?? 0)
  }
}
