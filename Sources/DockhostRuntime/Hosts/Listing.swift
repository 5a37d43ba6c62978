import Multipass
import Supervision

/// Asks Multipass for its list on behalf of all hosts, one question at a time: whoever asks while one is under way
/// shares the next, so that a hundred hosts cost Multipass what one does.
final class Listing {
  typealias Answer = (ListAnswer) -> Void

  private let command: MultipassCommand
  private let ask: (MultipassCommand, @escaping (CommandEnd) -> Void) -> Void
  private var isAsking = false
  private var waiting: [Answer] = []

  /// `command` is the question, for states or for addresses; `ask` runs it and gives its end.
  init(_ command: MultipassCommand, ask: @escaping (MultipassCommand, @escaping (CommandEnd) -> Void) -> Void) {
    self.command = command
    self.ask = ask
  }

  /// Gives a list that was asked for after this call.
  func next(then answer: @escaping Answer) {
    waiting.append(answer)
    askIfIdle()
  }

  private func askIfIdle() {
    guard !isAsking, !waiting.isEmpty else { return }
    isAsking = true
    let asking = waiting
    waiting = []
    ask(command) { end in
      let list = readList(end)
      self.isAsking = false
      for answer in asking { answer(list) }
      self.askIfIdle()
    }
  }
}
