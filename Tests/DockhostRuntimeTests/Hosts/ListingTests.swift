import Multipass
import Supervision
import Testing

@testable import DockhostRuntime

@Suite struct Listings {
  private final class Multipass {
    var questions: [(CommandEnd) -> Void] = []

    func answer(_ output: String) {
      questions.removeFirst()(CommandEnd(exit: .code(0), output: output, errorOutput: ""))
    }
  }

  @Test func `asks once for all who ask while a question is under way`() {
    let multipass = Multipass()
    let listing = Listing(.states) { _, then in multipass.questions.append(then) }
    var answered: [String] = []
    listing.next { _ in answered.append("a") }
    listing.next { _ in answered.append("b") }
    listing.next { _ in answered.append("c") }
    #expect(multipass.questions.count == 1)
    multipass.answer(#"{"list": []}"#)
    #expect(answered == ["a"])
    #expect(multipass.questions.count == 1)
    multipass.answer(#"{"list": []}"#)
    #expect(answered == ["a", "b", "c"])
    #expect(multipass.questions.isEmpty)
  }

  @Test func `serves one who asks again in the answer by a new question`() {
    let multipass = Multipass()
    let listing = Listing(.addresses) { _, then in multipass.questions.append(then) }
    var answers = 0
    listing.next { _ in listing.next { _ in answers += 1 } }
    multipass.answer(#"{"list": []}"#)
    #expect(answers == 0)
    multipass.answer(#"{"list": []}"#)
    #expect(answers == 1)
  }
}
