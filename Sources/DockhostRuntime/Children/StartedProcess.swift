import CLinux
import Glibc

/// A process of ours in a session, and so a process group, of its own.
struct StartedProcess {
  var id: pid_t
  /// Readable when it has ended.
  var descriptor: Int32
  /// Holds the error number, and nothing else, where the program could not be run.
  var report: Int32

  /// The descriptors of a new process; it alone has them once it is started and ours are closed.
  struct Descriptors {
    /// Negative for /dev/null.
    var input: Int32
    var output: Int32
    var errorOutput: Int32
    /// What the process keeps without knowing; negative for none.
    var kept: (Int32, Int32)
  }

  /// Starts the program at `path`; nothing else of this process's descriptors, signals and limits goes with it.
  init(path: String, arguments: [String], descriptors: Descriptors, limit: DescriptorLimit) throws(SystemFault) {
    var reports: [Int32] = [-1, -1]
    guard pipe2(&reports, O_CLOEXEC | O_NONBLOCK) == 0 else { throw SystemFault("pipe2") }
    defer { close(reports[1]) }
    var descriptor: Int32 = -1
    let started = withCStrings([path] + arguments) { arguments in
      withCStrings(childEnvironment()) { environment in
        var child = dockhost_child(
          path: arguments[0], arguments: arguments, environment: environment, input: descriptors.input,
          output: descriptors.output, error_output: descriptors.errorOutput, report: reports[1],
          kept: descriptors.kept, soft_descriptor_limit: limit.soft, hard_descriptor_limit: limit.hard)
        return dockhost_start(&child, &descriptor)
      }
    }
    guard started > 0 else {
      let fault = SystemFault("clone")
      close(reports[0])
      throw fault
    }
    (id, self.descriptor, report) = (started, descriptor, reports[0])
  }

  /// Sends a signal to the whole group; before the child has made itself one, to the child.
  func signal(_ number: Int32) {
    if kill(-id, number) != 0, errno == ESRCH { kill(id, number) }
  }

  /// How it ended, and frees its process id; nil while it runs.
  func reap() -> (code: Int32, signal: Int32)? {
    var status: Int32 = 0
    let result = waitpid(id, &status, WNOHANG)
    guard result != 0 else { return nil }
    // Somebody else has reaped it, which nothing in this process does: no success may be made of that.
    guard result > 0 else { return (255, 0) }
    return (status >> 8 & 0xff, status & 0x7f)
  }

  /// Why the program could not be run, nil where it ran; closes the report.
  func takeFault() -> Int32? {
    var number: Int32 = 0
    defer { close(report) }
    return read(report, &number, MemoryLayout<Int32>.size) == MemoryLayout<Int32>.size ? number : nil
  }
}

/// This process's environment without what the service manager meant for this process alone.
private func childEnvironment() -> [String] {
  sequence(state: dockhost_environment()) { next in
    defer { next = next?.advanced(by: 1) }
    return next?.pointee.map { String(cString: $0) }
  }.filter { entry in
    !["NOTIFY_SOCKET=", "LISTEN_", "WATCHDOG_"].contains { entry.hasPrefix($0) }
  }
}

/// Calls `body` with a list of C strings that ends in a null.
private func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var copies: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
  defer { for copy in copies { free(copy) } }
  return copies.withUnsafeMutableBufferPointer { buffer in
    guard let base = buffer.baseAddress else { preconditionFailure("the list holds its null at least") }
    return body(base)
  }
}
