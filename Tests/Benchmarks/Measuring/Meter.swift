import Glibc

/// Reads what a process uses from the kernel's books, without disturbing it.
final class Meter {
  private let process: Int32
  private let clock: clockid_t
  /// By thread: threads come and go, and take their counts along.
  private var switches: [Int32: Int] = [:]
  private var switchesBefore: [Int32: Int] = [:]
  private var cpuBefore = Duration.zero
  private var began = ContinuousClock.now

  init(_ process: Int32) throws {
    self.process = process
    var clock = clockid_t()
    let code = clock_getcpuclockid(process, &clock)
    guard code == 0 else { throw MeasurementFailure.system("find process \(process)", code: code) }
    self.clock = clock
    restart()
  }

  /// Begins to count from here.
  func restart() {
    look()
    switchesBefore = switches
    cpuBefore = cpuTime
    began = .now
  }

  /// Reads the threads' counts; to be called at least every second, so that no thread goes uncounted. One of Dispatch's
  /// lies idle for five seconds before it ends, and does not sleep again.
  func look() {
    for thread in numbers(in: "/proc/\(process)/task") {
      if let count = field("voluntary_ctxt_switches", of: "/proc/\(process)/task/\(thread)/status") {
        switches[thread] = count
      }
    }
  }

  /// What was used since `restart`.
  var usage: Usage {
    let elapsed = began.duration(to: .now)
    let woken = switches.reduce(0) { $0 + $1.value - (switchesBefore[$1.key] ?? 0) }
    let rollup = "/proc/\(process)/smaps_rollup"
    return Usage(
      share: (cpuTime - cpuBefore) / elapsed * 100, wakeups: Double(woken) / elapsed.inSeconds,
      pss: field("Pss", of: rollup) ?? 0, privateDirty: field("Private_Dirty", of: rollup) ?? 0,
      threads: switches.count)
  }

  /// All threads' time together, ended ones' too, to the nanosecond; /proc/PID/stat has it in hundredths of a second.
  private var cpuTime: Duration {
    var time = timespec()
    clock_gettime(clock, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  private func field(_ name: String, of file: String) -> Int? {
    let line = readFile(file).split(separator: "\n").first { $0.hasPrefix("\(name):") }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
  }
}

/// What a process used in a while.
struct Usage {
  /// Percent of one core.
  var share: Double
  /// Voluntary context switches of all threads, a second.
  var wakeups: Double
  /// KiB, at the end.
  var pss: Int
  /// KiB, at the end.
  var privateDirty: Int
  /// How many threads there were in all, one after another or together.
  var threads: Int
}
