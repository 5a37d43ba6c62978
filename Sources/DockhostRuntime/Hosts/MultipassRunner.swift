import Multipass
import Supervision

/// Runs `multipass` commands; all hosts share one.
final class MultipassRunner {
  private let program: String
  private let children: ChildRunner
  private(set) lazy var states = Listing(.states) { [unowned self] command, then in run(command, ended: then) }
  private(set) lazy var addresses = Listing(.addresses) { [unowned self] command, then in run(command, ended: then) }

  /// `program` is a path, or a name that is looked up.
  init(program: String, children: ChildRunner) {
    self.program = program
    self.children = children
  }

  /// Does something to an instance; `scratch` is a folder for the output of a command that must outlive the daemon, and
  /// `overran` is called once when it takes longer than it may and is not interrupted.
  func operate(
    _ operation: Operation, on instance: String, scratch: String, overran: @escaping () -> Void,
    ended: @escaping (OperationOutcome) -> Void
  ) {
    let command = MultipassCommand(operation, instance)
    run(command, scratch: scratch, overran: overran) { ended(readOperation(operation, $0)) }
  }

  private func run(
    _ command: MultipassCommand, scratch: String = "", overran: @escaping () -> Void = {},
    ended: @escaping (CommandEnd) -> Void
  ) {
    let request = ChildRequest(
      program: program, arguments: command.arguments, limit: command.limit, mayBeSignalled: command.mayBeSignalled,
      scratch: scratch)
    children.run(request, overran: overran, ended: ended)
  }
}

extension MultipassCommand {
  fileprivate init(_ operation: Operation, _ instance: String) {
    self =
      switch operation {
      case .start: .start(instance)
      case .stop: .stop(instance)
      case .restart: .restart(instance)
      case .restartEngine: .restartEngine(instance)
      }
  }
}
