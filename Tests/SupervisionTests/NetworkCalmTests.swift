import Supervision
import Testing

@Suite struct NetworkCalms {
  private let start = Instant(sinceBoot: .seconds(50))

  /// When it says to look, given messages at some milliseconds after the start.
  private func looks(_ messages: [Int]) -> [Duration] {
    var calm = NetworkCalm(debounce: .milliseconds(250), settle: .seconds(2))
    var looks: [Duration] = []
    var rest = messages.map { start + .milliseconds($0) }[...]
    while let time = [rest.first, calm.nextDeadline].compactMap(\.self).min() {
      if time == rest.first {
        rest.removeFirst()
        calm.changed(at: time)
      }
      if calm.isDue(at: time) { looks.append(time - start) }
    }
    return looks
  }

  @Test func `looks once when it is quiet, and once more when it has settled`() {
    #expect(looks([0, 5, 12, 30]) == [.milliseconds(280), .milliseconds(2280)])
  }

  @Test func `does not wait for ever for a network that is never quiet`() {
    let looks = looks(Array(stride(from: 0, through: 5000, by: 100)))
    #expect(looks.first == .seconds(2))
    #expect(looks.count <= 5)
    #expect(looks.last == .milliseconds(7250))
  }

  @Test func `puts the second look off when the network changes again`() {
    #expect(looks([0, 1000]) == [.milliseconds(250), .milliseconds(1250), .milliseconds(3250)])
  }

  @Test func `is silent while nothing happens`() {
    var calm = NetworkCalm(debounce: .milliseconds(250), settle: .seconds(2))
    #expect(calm.nextDeadline == nil)
    let isDue = calm.isDue(at: start)
    #expect(!isDue)
  }
}
