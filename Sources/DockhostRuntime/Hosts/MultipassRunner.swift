import Multipass
import Supervision

/// Runs `multipass` commands; all hosts share one.
final class MultipassRunner {
  let program: String
  let children: ChildRunner
  private(set) lazy var states = Listing(.states) { [unowned self] command, then in run(command, ended: then) }
  private(set) lazy var addresses = Listing(.addresses) { [unowned self] command, then in run(command, ended: then) }

  /// `program` is a path, or a name that is looked up.
  init(program: String, children: ChildRunner) {
    self.program = program
    self.children = children
  }

  /// Does something to an instance; `overran` is called once when it takes longer than it may and is not interrupted.
  func operate(
    _ operation: Operation, on instance: String, overran: @escaping () -> Void,
    ended: @escaping (OperationOutcome) -> Void
  ) {
    run(MultipassCommand(operation, instance), overran: overran) { ended(readOperation(operation, $0)) }
  }

  /// Runs a command; what it reads, a limit other than its own, and who hears what it prints may be given.
  func run(
    _ command: MultipassCommand, input: ChildInput = .none, limit: Duration? = nil,
    received: @escaping ([UInt8]) -> Void = { _ in }, overran: @escaping () -> Void = {},
    ended: @escaping (CommandEnd) -> Void
  ) {
    let request = ChildRequest(
      program: program, arguments: command.arguments, input: input, limit: limit ?? command.limit,
      mayBeSignalled: command.mayBeSignalled, received: received)
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
