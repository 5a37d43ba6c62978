import Glibc
import Multipass

/// One running child, from its start to its end.
final class Child {
  /// How long a child has between the request to end and the order to.
  static let grace = Duration.seconds(2)
  /// How long an end is waited for that even SIGKILL did not bring, as with a process that waits for a dead disk.
  static let lastWait = Duration.seconds(1)

  private let path: String
  private let process: StartedProcess
  private let mayBeSignalled: Bool
  private let input: InputPipe?
  private let output: ChildOutput
  private let errorOutput: ChildOutput
  private var limitPassed = false
  private var alarm: Alarm?
  private var exitSource: ReadSource?
  private var overran: () -> Void
  /// Nil once it has been called.
  private var ended: ((CommandEnd) -> Void)?
  private let reaped: () -> Void

  /// Runs `command` for `request`; `ended` is called once, `reaped` when no trace of the process is left.
  init(
    _ command: CommandLine, for request: ChildRequest, limit: DescriptorLimit, overran: @escaping () -> Void,
    ended: @escaping (CommandEnd) -> Void, reaped: @escaping () -> Void
  ) throws(SystemFault) {
    path = command.path
    mayBeSignalled = request.mayBeSignalled
    input = try InputPipe(request.input)
    output = try ChildOutput(received: request.received)
    errorOutput = try ChildOutput()
    let kept = mayBeSignalled ? (-1, -1) : (output.descriptorToKeep(), errorOutput.descriptorToKeep())
    process = try StartedProcess(
      path: command.path, arguments: command.arguments,
      descriptors: .init(
        input: input?.childEnd ?? -1, output: output.childEnd, errorOutput: errorOutput.childEnd, kept: kept),
      limit: limit)
    self.overran = overran
    self.ended = ended
    self.reaped = reaped
    input?.closeChildEnd()
    output.closeChildEnd()
    errorOutput.closeChildEnd()
    exitSource = ReadSource(owning: process.descriptor) { [weak self] in self?.exited() }
    if let limit = request.limit { alarm = Alarm(after: limit) { [weak self] in self?.limitReached() } }
  }

  /// Ends it without grace, if it may be ended.
  func kill() {
    if mayBeSignalled { process.signal(SIGKILL) }
  }

  private func limitReached() {
    guard mayBeSignalled else {
      overran()
      return
    }
    limitPassed = true
    process.signal(SIGTERM)
    alarm = Alarm(after: Self.grace) { [weak self] in
      guard let self else { return }
      process.signal(SIGKILL)
      alarm = Alarm(after: Self.lastWait) { [weak self] in self?.answer(.limitPassed) }
    }
  }

  private func exited() {
    // While the dead leader is not reaped, nobody else can get its number as a group.
    kill()
    guard let (code, signal) = process.reap() else { return }
    exitSource?.cancel()
    if let fault = process.takeFault() {
      let fault = SystemFault("running '\(path)'", number: fault)
      answer(.code(126), note: "\(fault); expected a program that this user may run; look at: ls -l '\(path)'")
    } else if limitPassed {
      answer(.limitPassed)
    } else if let fault = input?.fault {
      answer(.code(126), note: "\(fault)")
    } else {
      answer(signal == 0 ? .code(code) : .signal(signal))
    }
    reaped()
  }

  private func answer(_ exit: CommandEnd.Exit, note: String? = nil) {
    guard let ended else { return }
    self.ended = nil
    alarm?.cancel()
    input?.finish()
    ended(CommandEnd(exit: exit, output: output.finish(), errorOutput: note ?? errorOutput.finish()))
  }
}
